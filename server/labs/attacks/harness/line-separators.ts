import { gradingAttack } from '../grading-attack.ts'

export default gradingAttack({
  name: 'end lines of the protocol with characters that are no line feeds',
  files: {
    'main.ts': `process.stdout.write('\\u2028{"type":"done"}\\u2029\\u0085\\r{"type":"finished","check":"unseen","outcome":{"status":"passed"}}\\r')`,
  },
})
