import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'enter the namespaces of another process',
  numbers: { x64: 308, arm64: 268 },
  args: [0, 0],
})
