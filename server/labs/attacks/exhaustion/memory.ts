import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'
import { LIMITS } from '../range.ts'

const program = {
  node: 'const kept = []; for (let i = 0; i < 24; i++) kept.push(Buffer.alloc(8 << 20, 1)); process.exit(42)',
}

export default defineAttack<SandboxOutcome>({
  name: 'take twice the memory that is allowed',
  needs: 'memory',
  attempt: (range) => range.shoot({ program }),
  succeeded: ({ exitCode, peakMemoryBytes }) => exitCode === 42 || (peakMemoryBytes ?? 0) > LIMITS.memoryMb << 20,
  control: (range) => range.shoot({ program, limits: { memoryMb: 512 } }),
})
