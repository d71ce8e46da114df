import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'stall what takes the types out of TypeScript',
  // The parser tries every arrow as the else of each condition before: twice as long for each.
  files: { 'main.ts': 'console.log(0)', 'conditions.ts': 'a ? (b) : c => '.repeat(60) },
})
