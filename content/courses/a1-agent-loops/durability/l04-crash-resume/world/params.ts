import type { Random } from '#harness'
import { drawPlan, type Plan } from './market.ts'

export const filesOf = (plan: Plan): Record<string, string> => ({ 'plan.json': `${JSON.stringify(plan, null, 2)}\n` })

/** The plan of Run and Check: both kinds of suppliers, and two departments that want the same. */
export default function generate(random: Random): { params: { plan: Plan }; files: Record<string, string> } {
  const plan = drawPlan(random, ['key', 'search'], true)
  return { params: { plan }, files: filesOf(plan) }
}
