import { type ResultReader, type ToldCheck, toldChecks } from '../../grading/told-checks.ts'
import { defineAttack } from '../attack.ts'
import type { Range } from '../range.ts'

/** Prints its input back, to read the hidden one in the feedback. */
const echo = "import { readFileSync } from 'node:fs'\nconsole.log('input', readFileSync(0, 'utf8'))"

async function toldTo(reader: ResultReader, range: Range): Promise<ToldCheck | null> {
  const result = await range.grade({ 'main.ts': echo })
  if (result.outcome !== 'graded') return null
  return toldChecks(reader, range.lab.lab.definition, result).find(({ id }) => id === 'unseen') ?? null
}

export default defineAttack<ToldCheck | null>({
  name: 'have the feedback show hidden inputs and expected values',
  attempt: (range) => toldTo('learner', range),
  // Sums and numbers of the hidden input have six digits and more.
  succeeded: (told) => told === null || /\d{6}/.test(JSON.stringify(told)),
  control: (range) => toldTo('staff', range),
})
