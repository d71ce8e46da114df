import { feedbackAttack } from '../feedback-attack.ts'

export default feedbackAttack({
  name: 'reorder what the reader sees',
  bytes: 'score \u202e001\u202c \u2066x\u2069 \u200e\u200f\u061c',
  harmful: (stored) => /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(stored),
})
