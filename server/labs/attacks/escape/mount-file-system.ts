import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'mount a file system',
  numbers: { x64: 165, arm64: 40 },
  args: ['none', '/tmp', 'tmpfs', 0, 0],
})
