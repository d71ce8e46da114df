import type { Random } from '#harness'
import { type Desk, drawDesk, drawLimits, type Limits } from './desk.ts'

export const TASK =
  'Give every open ticket of the help desk to the team that takes its category. Say how many you sorted.'

export const filesOf = (limits: Limits): Record<string, string> => ({
  'task.json': `${JSON.stringify({ task: TASK }, null, 2)}\n`,
  'limits.json': `${JSON.stringify(limits, null, 2)}\n`,
})

/** The desk of Run and Check, and its limits. The tickets themselves are seen through its tools only. */
export default function generate(random: Random): {
  params: { desk: Desk; limits: Limits }
  files: Record<string, string>
} {
  const desk = drawDesk(random)
  const limits = drawLimits(random, desk)
  return { params: { desk, limits }, files: filesOf(limits) }
}
