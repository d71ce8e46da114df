import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

const make = (count: number) => ({
  node: `import fs from 'node:fs'
for (let i = 0; i < ${count}; i++) { if (i % 500 === 0) fs.mkdirSync('d' + i / 500); fs.writeFileSync('d' + Math.floor(i / 500) + '/' + i, '') }
setTimeout(() => process.exit(42), 1000)`,
})

export default defineAttack<SandboxOutcome>({
  name: 'use up the file system with empty files',
  attempt: (range) => range.shoot({ program: make(24_000), limits: { diskMb: 512, cpus: 2, wallSeconds: 15 } }),
  succeeded: ({ exitCode }) => exitCode === 42,
  control: (range) => range.shoot({ program: make(500), limits: { cpus: 2 } }),
})
