import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'let every check run into its time limit',
  files: { 'main.ts': "process.on('SIGTERM', () => {}); for (;;);" },
  limits: { cpuSeconds: 1 },
})
