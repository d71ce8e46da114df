import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'break out of a line or a script',
  bytes: 'a\u2028b\u2029c\u0085d\u000be\u000cf',
  harmful: (stored) => /[\u0085\u000b\u000c\u2028\u2029]/.test(stored),
})
