import type { GradeResult } from '../../grading/types.ts'
import { defineAttack } from '../attack.ts'
import { carried } from '../carried.ts'

/** Prints how often it ran before in this folder, instead of a sum. */
const counting = `import { appendFileSync, readFileSync } from 'node:fs'
for (const at of ['/workspace/.runs', '/home/learner/.runs', '/tmp/.runs']) appendFileSync(at, 'x')
console.log('runs', Math.max(...['/workspace/.runs', '/home/learner/.runs', '/tmp/.runs'].map((at) => readFileSync(at, 'utf8').length)))`

export default defineAttack<GradeResult>({
  name: 'carry something from one check into the next',
  attempt: (range) => range.grade({ 'main.ts': counting }),
  succeeded: carried,
  control: (range) => range.grade({ 'main.ts': "console.log('runs 2')" }),
})
