import { defineAttack } from '../attack.ts'
import { SNAPSHOT_LIMITS } from '../range.ts'

export default defineAttack<number>({
  name: 'have the supervisor read files that are large only by name',
  attempt: (range) =>
    range.withStand({}, async ({ run, snapshot }) => {
      await run({
        program: { sh: 'for i in 1 2 3 4 5 6; do truncate -s 7M s$i; truncate -s 1T t$i; truncate -s 250K u$i; done' },
      })
      return [...(await snapshot()).files.values()].reduce((sum, { length }) => sum + length, 0)
    }),
  succeeded: (bytes) => bytes > SNAPSHOT_LIMITS.maxBytes,
  control: async () => SNAPSHOT_LIMITS.maxBytes + 1,
})
