import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'open a host file by its handle',
  numbers: { x64: 304, arm64: 265 },
  args: [-100, '\u0008\u0000\u0000\u0000', 0],
})
