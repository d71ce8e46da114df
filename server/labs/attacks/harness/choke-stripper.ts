import { gradingAttack } from '../grading-attack.ts'

const deep = 50_000

export default gradingAttack({
  name: 'break what takes the types out of TypeScript',
  files: {
    'main.ts': `${'('.repeat(deep)}1${')'.repeat(deep)}`,
    'generics.ts': `let a: ${'A<'.repeat(deep)}`,
    'half.ts': 'const a = "\ud800"',
    'zeros.ts': '\0'.repeat(deep),
  },
})
