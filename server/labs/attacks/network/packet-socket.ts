import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'listen to every packet of the link',
  numbers: { x64: 41, arm64: 198 },
  args: [17, 3, 0],
})
