import type { SandboxOutcome } from '../../sandbox/types.ts'
import { defineAttack } from '../attack.ts'

const MIB = 1 << 20
/** What the three file systems in memory may hold together, for the range's limits. */
const ROOM = 24 + 16 + 16

const fill = (mib: number) => ({
  sh: `for d in /tmp /dev/shm /home/learner /run /dev; do head -c ${mib}M /dev/zero > $d/full; done 2>/dev/null; exit 0`,
})

export default defineAttack<SandboxOutcome>({
  name: 'fill the file systems that lie in memory',
  needs: 'memory',
  attempt: (range) => range.shoot({ program: fill(400), limits: { diskMb: 512 } }),
  succeeded: ({ peakMemoryBytes }) => (peakMemoryBytes ?? 0) > (ROOM + 12) * MIB,
  control: (range) => range.shoot({ program: fill(400), limits: { diskMb: 512, memoryMb: 512 } }),
})
