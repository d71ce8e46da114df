import type { LearnerResult } from '../../grading/for-learner.ts'
import { forLearner } from '../../grading/for-learner.ts'
import { defineAttack } from '../attack.ts'

/** Prints its input back, to read the hidden one in the feedback. */
const echo = "import { readFileSync } from 'node:fs'\nconsole.log('input', readFileSync(0, 'utf8'))"

interface Evidence {
  view: LearnerResult | null
}

const unseen = ({ view }: Evidence) => JSON.stringify(view?.checks.find(({ id }) => id === 'unseen') ?? {})

export default defineAttack<Evidence>({
  name: 'have the feedback show hidden inputs and expected values',
  async attempt(range) {
    const result = await range.grade({ 'main.ts': echo })
    return { view: result.outcome === 'graded' ? forLearner(result, range.lab.lab.definition) : null }
  },
  // Sums and numbers of the hidden input have six digits and more.
  succeeded: (evidence) => evidence.view === null || /\d{6}/.test(unseen(evidence)),
  async control(range) {
    const result = await range.grade({ 'main.ts': echo })
    return { view: result.outcome === 'graded' ? (result as unknown as LearnerResult) : null }
  },
})
