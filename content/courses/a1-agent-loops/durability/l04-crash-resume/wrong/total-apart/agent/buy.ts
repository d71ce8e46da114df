import { NoAnswer, Refused } from './shop.ts'
import type { Line, Order, OrderRequest, Plan, Report, Shop, Store } from './types.ts'

const TRIES = 4

/** Buys every line of the plan, exactly once, however often it is started. */
export async function buy(plan: Plan, shop: Shop, store: Store): Promise<Report> {
  await store.write(`CREATE TABLE IF NOT EXISTS purchases (
    reference TEXT PRIMARY KEY, request TEXT NOT NULL, state TEXT NOT NULL, number TEXT, amount INTEGER)`)
  await store.write('CREATE TABLE IF NOT EXISTS budget (id INTEGER PRIMARY KEY, spent INTEGER NOT NULL)')
  await store.write('INSERT OR IGNORE INTO budget VALUES (1, 0)')
  for (const line of plan.lines) {
    const [entry] = store.all('SELECT request, state FROM purchases WHERE reference = ?', line.reference)
    if (entry?.state === 'done') continue
    const request = entry ? (JSON.parse(String(entry.request)) as OrderRequest) : await decide(line, shop, store)
    const canSearch = plan.suppliers.some(({ name, settles }) => name === line.supplier && settles === 'search')
    const { order, amount } = await settle(request, { mayExist: entry !== undefined, canSearch }, shop)
    await store.write('UPDATE budget SET spent = spent + ?', amount)
    await store.write(
      "UPDATE purchases SET state = 'done', number = ?, amount = ? WHERE reference = ?",
      ...[order, amount, line.reference],
    )
  }
  return reportOf(store)
}

/** From here on nothing of the request is worked out again. */
async function decide(line: Line, shop: Shop, store: Store): Promise<OrderRequest> {
  const { offer } = await patiently(() => shop.quote(line))
  const request = { ...line, offer, key: line.reference }
  await store.write(
    "INSERT INTO purchases (reference, request, state) VALUES (?, ?, 'sending')",
    ...[line.reference, JSON.stringify(request)],
  )
  return request
}

/** Ends with the one order there is, whether it was placed now or before. */
function settle(request: OrderRequest, doubt: { mayExist: boolean; canSearch: boolean }, shop: Shop): Promise<Order> {
  let { mayExist } = doubt
  return patiently(async () => {
    if (mayExist && doubt.canSearch) {
      const orders = await shop.search(request.supplier)
      const found = orders.find(({ reference }) => reference === request.reference)
      if (found) return found
    }
    mayExist = true
    return shop.order(request)
  })
}

/** Tries again where that can help. What was unknown stays unknown, so the action itself has to be one that may be repeated. */
async function patiently<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action()
    } catch (error) {
      const isPassing = error instanceof NoAnswer || (error instanceof Refused && error.code === 'unavailable')
      if (!isPassing || attempt === TRIES) throw error
    }
  }
}

function reportOf(store: Store): Report {
  const orders = store.all('SELECT reference, number, amount FROM purchases').map(({ reference, number, amount }) => ({
    reference: String(reference),
    order: String(number),
    amount: Number(amount),
  }))
  const [budget] = store.all('SELECT spent FROM budget')
  return { orders, total: Number(budget?.spent) }
}
