import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'steer the terminal of whoever reads the result',
  bytes:
    '\u001b]0;owned\u0007\u001b[2J\u001b]8;;http://x.invalid\u001b\\click\u001b]8;;\u001b\\ \u009b31m \u0090q\r\b\u007f',
  harmful: (stored) => /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(stored),
})
