import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'be killed for its memory in every run',
  needs: 'memory',
  files: { 'main.ts': 'const kept = []; for (;;) kept.push(Buffer.alloc(8 << 20, 1))' },
})
