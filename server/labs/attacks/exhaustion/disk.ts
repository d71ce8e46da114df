import { measureFolders } from '../../sandbox/disk-watch.ts'
import { findHostTools, type HostTools } from '../../sandbox/host-tools.ts'
import { defineAttack } from '../attack.ts'
import { LIMITS, type Range } from '../range.ts'

const fill = (range: Range, diskMb: number) =>
  range.withStand({}, async ({ dir, uid, run }) => {
    await run({
      program: { sh: 'for i in $(seq 1 40); do head -c 4M /dev/zero > f$i; sleep 0.05; done' },
      limits: { diskMb },
    })
    return measureFolders(findHostTools() as HostTools, { dirs: [dir], uid })
  })

export default defineAttack<{ bytes: number }>({
  name: 'fill the disk with files of allowed size',
  attempt: (range) => fill(range, LIMITS.diskMb),
  // It is watched four times a second, and what a program writes in between is written.
  succeeded: ({ bytes }) => bytes > 100 << 20,
  control: (range) => fill(range, 512),
})
