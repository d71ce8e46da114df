import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'print one line as long as the cap allows, and more',
  files: { 'main.ts': "for (;;) process.stdout.write('{'.repeat(65536))" },
})
