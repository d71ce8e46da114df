import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'print what would change an object that reads it',
  files: {
    'main.ts': `console.log('{"__proto__":{"status":"passed","points":100},"constructor":{"prototype":{"passed":true}},"toJSON":1}')
console.error('__proto__\\n1e308\\n')`,
  },
})
