import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'push everything else off the page',
  bytes: '\n'.repeat(20_000),
  harmful: (stored) => stored.split('\n').length > 50,
})
