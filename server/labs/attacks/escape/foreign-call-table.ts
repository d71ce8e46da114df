import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'call through the table of another architecture',
  numbers: { x64: 1073741863, arm64: 1073741996 },
  args: [],
})
