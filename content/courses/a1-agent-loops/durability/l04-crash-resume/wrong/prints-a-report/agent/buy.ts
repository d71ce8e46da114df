import type { Plan, Report } from './types.ts'

export async function buy(plan: Plan): Promise<Report> {
  const orders = plan.lines.map(({ reference }, index) => ({ reference, order: `A-${index}`, amount: 1000 }))
  return { orders, total: 1000 * orders.length }
}
