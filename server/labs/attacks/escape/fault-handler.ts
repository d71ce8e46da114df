import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'handle page faults of the kernel',
  numbers: { x64: 323, arm64: 282 },
  args: [0],
})
