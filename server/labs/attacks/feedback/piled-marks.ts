import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'cover the lines around with accents',
  bytes: `e${'\u0301'.repeat(2_000)}`,
  harmful: (stored) => /\p{M}{5}/u.test(stored),
})
