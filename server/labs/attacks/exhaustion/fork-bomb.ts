import { defineAttack } from '../attack.ts'
import { LIMITS, type Range } from '../range.ts'

interface Evidence {
  peak: number
  left: number
}

async function bomb(range: Range, limit: number): Promise<Evidence> {
  return range.withStand({}, async ({ processes, run }) => {
    let peak = 0
    const timer = setInterval(() => {
      peak = Math.max(peak, processes().length)
    }, 40)
    await run({ program: { sh: ':(){ :|:& sleep 1; };:; sleep 1' }, limits: { processes: limit, wallSeconds: 1.2 } })
    clearInterval(timer)
    return { peak, left: processes().length }
  })
}

export default defineAttack<Evidence>({
  name: 'fork without end',
  attempt: (range) => bomb(range, LIMITS.processes),
  // Counting takes a moment in which some die and others are born, so what is counted exceeds what lived at once.
  succeeded: ({ peak, left }) => peak > LIMITS.processes * 1.75 || left > 0,
  control: (range) => bomb(range, LIMITS.processes * 3),
})
