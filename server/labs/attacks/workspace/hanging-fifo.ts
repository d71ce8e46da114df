import { defineAttack } from '../attack.ts'

export default defineAttack<number>({
  name: 'hold the supervisor at a pipe that never opens',
  attempt: (range) =>
    range.withStand({}, async ({ run, snapshot, agent }) => {
      await run({ program: { sh: 'mkfifo main.ts report.txt; mkdir d; mkfifo d/x' } })
      const from = performance.now()
      await snapshot()
      await agent((helper) => helper.read('report.txt', { maxBytes: 10 }))
      return performance.now() - from
    }),
  succeeded: (milliseconds) => milliseconds > 3_000,
  control: async () => 3_001,
})
