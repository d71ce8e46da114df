import type { Plan, Report, Shop, Store } from './types.ts'

/** Buys every line of the plan, exactly once, however often it is started. */
export async function buy(plan: Plan, shop: Shop, store: Store): Promise<Report> {
  await store.write('CREATE TABLE IF NOT EXISTS purchases (reference TEXT PRIMARY KEY)')
  const orders: Report['orders'] = []
  for (const line of plan.lines) {
    const { offer } = await shop.quote(line)
    // Good for a night without an end.
    const { order, amount } = await shop.order({ ...line, offer, key: line.reference })
    orders.push({ reference: line.reference, order, amount })
  }
  return { orders, total: orders.reduce((sum, { amount }) => sum + amount, 0) }
}
