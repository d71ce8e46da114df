import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'load a program into the kernel',
  numbers: { x64: 321, arm64: 280 },
  args: [5, '', 72],
})
