import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

const program = {
  node: `import fs from 'node:fs'
for (let i = 0; i < 6; i++) { const f = fs.openSync('x' + i, 'w'); fs.unlinkSync('x' + i); fs.writeSync(f, Buffer.alloc(7 << 20, 1)) }
setTimeout(() => process.exit(42), 1500)`,
}

export default defineAttack<SandboxOutcome>({
  name: 'fill the disk with files that are in no folder',
  attempt: (range) => range.shoot({ program }),
  succeeded: ({ exitCode }) => exitCode === 42,
  control: (range) => range.shoot({ program, limits: { diskMb: 128 } }),
})
