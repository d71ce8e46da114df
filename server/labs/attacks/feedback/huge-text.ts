import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'fill the page and the database',
  bytes: 'x'.repeat(60_000),
  harmful: (stored) => stored.length > 4_000,
})
