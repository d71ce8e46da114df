import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'open the file system interface that replaced mount',
  numbers: { x64: 430, arm64: 430 },
  args: ['tmpfs', 0],
})
