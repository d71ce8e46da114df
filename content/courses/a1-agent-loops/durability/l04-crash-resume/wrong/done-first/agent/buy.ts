import type { Line, Order, OrderRequest, Plan, Report, Shop, Store } from './types.ts'

/**
 * Buys every line of the plan, exactly once, however often it is started. Whatever goes wrong ends the program, and the
 * next start settles it: there is one way on from each state of the journal, and it is walked every night.
 */
export async function buy(plan: Plan, shop: Shop, store: Store): Promise<Report> {
  await store.write(`CREATE TABLE IF NOT EXISTS purchases (
    reference TEXT PRIMARY KEY, request TEXT NOT NULL, state TEXT NOT NULL, number TEXT, amount INTEGER)`)
  for (const line of plan.lines) {
    const [entry] = store.all('SELECT request, state FROM purchases WHERE reference = ?', line.reference)
    if (entry?.state === 'done') continue
    const request = entry ? (JSON.parse(String(entry.request)) as OrderRequest) : await decide(line, shop, store)
    const found = entry && canSearch(plan, line) ? await find(request, shop) : undefined
    const { order, amount } = found ?? (await shop.order(request))
    await store.write(
      "UPDATE purchases SET state = 'done', number = ?, amount = ? WHERE reference = ?",
      ...[order, amount, line.reference],
    )
  }
  return reportOf(store)
}

/** From here on nothing of the request is worked out again. */
async function decide(line: Line, shop: Shop, store: Store): Promise<OrderRequest> {
  const { offer } = await shop.quote(line)
  const request = { ...line, offer, key: line.reference }
  await store.write(
    "INSERT INTO purchases (reference, request, state) VALUES (?, ?, 'done')",
    ...[line.reference, JSON.stringify(request)],
  )
  return request
}

const canSearch = ({ suppliers }: Plan, { supplier }: Line) =>
  suppliers.some(({ name, settles }) => name === supplier && settles === 'search')

/** @throws NoAnswer when nothing was found out */
async function find({ supplier, reference }: OrderRequest, shop: Shop): Promise<Order | undefined> {
  const orders = await shop.search(supplier)
  return orders.find((order) => order.reference === reference)
}

function reportOf(store: Store): Report {
  const orders = store.all('SELECT reference, number, amount FROM purchases').map(({ reference, number, amount }) => ({
    reference: String(reference),
    order: String(number),
    amount: Number(amount),
  }))
  return { orders, total: orders.reduce((sum, { amount }) => sum + amount, 0) }
}
