import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'make a node for the disk of the host',
  numbers: { x64: 259, arm64: 33 },
  args: [-100, '/tmp/disk', 0o060600, 0xfe00],
})
