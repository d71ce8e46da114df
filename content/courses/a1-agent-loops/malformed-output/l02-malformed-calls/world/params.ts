import type { Random } from '#harness'
import { drawYard, type Limits, toolsOf, type Yard } from './yard.ts'

const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

export const filesOf = (yard: Yard, limits: Limits): Record<string, string> => ({
  'task.json': text({
    task: `Book the right ${yard.words.dock} for every ${yard.words.subject} that is waiting. Say how many you booked.`,
  }),
  'limits.json': text(limits),
  'tools.json': text(toolsOf(yard)),
})

/** The yard of Run and Check. What is waiting there is seen through its tools only. */
export default function generate(random: Random): {
  params: { yard: Yard; limits: Limits }
  files: Record<string, string>
} {
  const yard = drawYard(random)
  const limits = { maxTurns: random.int(25, 35), maxRepairs: random.int(2, 3) }
  return { params: { yard, limits }, files: filesOf(yard, limits) }
}
