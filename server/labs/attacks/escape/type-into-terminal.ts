import { kernelAttack } from '../kernel-attack.ts'

export default kernelAttack({
  name: 'type into the terminal that started the sandbox',
  numbers: { x64: 16, arm64: 29 },
  args: [0, 0x5412, 'x'],
  pty: true,
})
