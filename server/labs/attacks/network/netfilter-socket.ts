import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'configure the packet filter of the kernel',
  numbers: { x64: 41, arm64: 198 },
  args: [16, 3, 12],
})
