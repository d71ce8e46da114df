import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

/** bwrap hears the exit status through a counter that its first process holds, and writes it to a file of ours. */
const program = {
  node: `import fs from 'node:fs'
for (let d = 3; d < 64; d++) for (const flag of ['w', 'a', 'r+']) {
  try { const f = fs.openSync('/proc/1/fd/' + d, flag); const b = Buffer.alloc(8); b[0] = 1; fs.writeSync(f, b); fs.writeSync(f, '{ "exit-code": 0 }') } catch {}
}
process.exit(7)`,
}

export default defineAttack<SandboxOutcome>({
  name: 'forge the exit status that the supervisor hears',
  attempt: (range) => range.shoot({ program }),
  succeeded: ({ exitCode }) => exitCode !== 7,
  control: (range) => range.shoot({ program: { sh: 'exit 0' } }),
})
