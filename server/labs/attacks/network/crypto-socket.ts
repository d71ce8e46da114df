import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'reach kernel modules through a socket',
  numbers: { x64: 41, arm64: 198 },
  args: [38, 5, 0],
})
