import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

const neighbour = { program: { sh: 'sleep 0.8; exit 7' } }

export default defineAttack<SandboxOutcome>({
  name: 'signal every process in sight, a neighbour among them',
  async attempt(range) {
    const running = range.shoot(neighbour)
    await range.shoot({
      program: { sh: 'sleep 0.3; for p in $(seq 1 40000); do kill -9 $p; done 2>/dev/null; kill -9 -1' },
    })
    return running
  },
  succeeded: ({ exitCode }) => exitCode !== 7,
  control: (range) => range.shoot({ program: { sh: `(sleep 0.1; kill -9 $$) & ${neighbour.program.sh}` } }),
})
