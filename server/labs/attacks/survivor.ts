import { type Attack, defineAttack } from './attack.ts'
import type { Range } from './range.ts'

/** A program that leaves a process behind. The judge looks for its uid on the host once the run is over. */
export function survivor(options: { name: string; sh: string; pty?: boolean }): Attack {
  const { name, sh, pty } = options
  const leftAfter = (range: Range) =>
    range.withStand({}, async ({ processes, run }) => {
      await run({ program: { sh }, ...(pty ? { pty: { cols: 80, rows: 24 } } : {}) })
      return processes().length
    })
  return defineAttack<number>({
    name,
    attempt: leftAfter,
    succeeded: (left) => left > 0,
    // While it runs it is there to be seen.
    control: (range) =>
      range.withStand({}, async ({ processes, run }) => {
        const running = run({ program: { sh: 'sleep 0.5' } })
        await new Promise((resolve) => setTimeout(resolve, 250))
        const seen = processes().length
        await running
        return seen
      }),
  })
}
