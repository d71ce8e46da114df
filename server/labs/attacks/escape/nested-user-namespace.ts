import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'unshare a user and a mount namespace',
  numbers: { x64: 272, arm64: 97 },
  args: [0x10000000 | 0x00020000],
})
