import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'store in the keyring of the user, which namespaces share',
  numbers: { x64: 248, arm64: 217 },
  args: ['user', 'note', 'x', 1, -4],
})
