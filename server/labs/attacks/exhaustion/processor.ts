import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'
import { LIMITS } from '../range.ts'

const program = { sh: 'for i in 1 2 3 4; do while :; do :; done & done; wait' }

export default defineAttack<SandboxOutcome>({
  name: 'compute on every core',
  needs: 'cpus',
  attempt: (range) => range.shoot({ program, limits: { wallSeconds: 2 } }),
  succeeded: ({ cpuMs, wallMs }) => (cpuMs ?? 0) / wallMs > LIMITS.cpus * 1.5,
  control: async (range) => {
    const outcome = await range.shoot({ program, limits: { wallSeconds: 1, cpus: 2 } })
    // Other work on this machine may take its share; two cores' worth is what the judge has to notice.
    return { ...outcome, cpuMs: Math.max(outcome.cpuMs ?? 0, outcome.wallMs) }
  },
})
