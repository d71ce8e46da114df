import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'open an io_uring, which acts past the filter',
  numbers: { x64: 425, arm64: 425 },
  args: [8, ''],
})
