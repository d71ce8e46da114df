import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'trace the first process of the namespace',
  numbers: { x64: 101, arm64: 117 },
  args: [0x4206, 1, 0, 0],
})
