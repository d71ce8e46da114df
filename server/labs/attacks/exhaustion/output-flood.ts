import { defineAttack } from '../attack.ts'
import { LIMITS, type Range } from '../range.ts'

async function flood(range: Range, outputKb: number): Promise<number> {
  let received = 0
  const onOutput = (_stream: string, chunk: Buffer) => {
    received += chunk.length
  }
  await range.shoot({ program: { sh: 'yes & yes >&2 & wait' }, limits: { outputKb, wallSeconds: 2 }, onOutput })
  return received
}

export default defineAttack<number>({
  name: 'print without end on both streams',
  attempt: (range) => flood(range, LIMITS.outputKb),
  succeeded: (received) => received > LIMITS.outputKb * 1024,
  control: (range) => flood(range, LIMITS.outputKb * 8),
})
