import { defineAttack } from '../attack.ts'
import { LIMITS, processesOf } from '../range.ts'

interface Evidence {
  peak: number
  left: number
}

async function bomb(range: import('../range.ts').Range, processes: number): Promise<Evidence> {
  return range.withStand({}, async ({ uid, run }) => {
    let peak = 0
    const timer = setInterval(() => {
      peak = Math.max(peak, processesOf(uid).length)
    }, 40)
    await run({ program: { sh: ':(){ :|:& sleep 1; };:; sleep 1' }, limits: { processes, wallSeconds: 1.2 } })
    clearInterval(timer)
    return { peak, left: processesOf(uid).length }
  })
}

export default defineAttack<Evidence>({
  name: 'fork without end',
  attempt: (range) => bomb(range, LIMITS.processes),
  // Two of them are the launcher's.
  succeeded: ({ peak, left }) => peak > LIMITS.processes + 2 || left > 0,
  control: (range) => bomb(range, LIMITS.processes * 3),
})
