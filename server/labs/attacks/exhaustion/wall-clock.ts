import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

const program = { sh: "trap '' TERM INT HUP ALRM XCPU; (trap '' TERM; sleep 300) & sleep 300" }

export default defineAttack<Pick<SandboxOutcome, 'wallMs'>>({
  name: 'sleep past the time allowed, deaf to signals',
  attempt: (range) => range.shoot({ program, limits: { wallSeconds: 0.5 } }),
  succeeded: ({ wallMs }) => wallMs > 2_000,
  control: (range) => range.shoot({ program, limits: { wallSeconds: 2.2 } }),
})
