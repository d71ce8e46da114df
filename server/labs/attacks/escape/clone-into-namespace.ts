import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'clone a child into a new user namespace',
  numbers: { x64: 56, arm64: 220 },
  args: [0x10000011, 0, 0, 0, 0],
})
