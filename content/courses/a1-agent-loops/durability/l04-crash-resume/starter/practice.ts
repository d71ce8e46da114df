// Kills your program at every step that it takes, starts it again, and looks at what was ordered. The shop here is a small
// stand-in for the suppliers that Check and Submit bring; it keeps the same rules.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Order, OrderRequest, Plan } from './agent/types.ts'

type Moment = 'before' | 'after' | 'lost'
interface Fault {
  at: number
  moment: Moment
}

const plan = JSON.parse(readFileSync('plan.json', 'utf8')) as Plan
const folder = mkdtempSync(join(tmpdir(), 'practice-'))
const socket = join(folder, 'shop.sock')

class No extends Error {}

function openShop() {
  const orders: Order[] = []
  const known = new Map<string, { text: string; order: Order }>()
  let offers = 0
  const canSearch = (supplier: string) => plan.suppliers.find(({ name }) => name === supplier)?.settles === 'search'
  const place = ({ reference, article, quantity }: OrderRequest) => {
    const order = { order: `A-${orders.length + 1}`, reference, article, quantity, amount: quantity * 500 + 90 }
    orders.push(order)
    return order
  }
  const others = plan.lines.map((line, index) => ({
    ...line,
    order: `B-${index + 1}`,
    reference: 'PO-other',
    amount: 1,
  }))
  const tools: Record<string, (args: any) => unknown> = {
    quote: () => ({ offer: `Q-${++offers}`, unitPrice: 500 + offers }),
    order(request: OrderRequest) {
      if (canSearch(request.supplier)) return place(request)
      if (!request.key) throw new No('no_key')
      const text = JSON.stringify([
        request.supplier,
        request.article,
        request.quantity,
        request.reference,
        request.offer,
      ])
      const earlier = known.get(request.key)
      if (earlier && earlier.text !== text) throw new No('key_reused')
      const order = earlier?.order ?? place(request)
      known.set(request.key, { text, order })
      return order
    },
    search({ supplier }) {
      if (!canSearch(supplier)) throw new No('no_search')
      const isHere = ({ reference }: Order) =>
        plan.lines.some((line) => line.reference === reference && line.supplier === supplier)
      return [...others.filter((order) => order.supplier === supplier), ...orders.filter(isHere)]
    },
    journal: () => ({}),
  }
  return { orders, tools }
}

let shop = openShop()
let steps: { tool: string; moment?: string; sql?: string }[] = []
let faults: Fault[] = []
let kill = () => {}

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const args = JSON.parse(Buffer.concat(chunks).toString())
  const tool = request.url!.split('/').at(-1)!
  const moment = faults.find(({ at }) => at === steps.length)?.moment
  steps.push({ tool, moment: args.moment, sql: args.sql })
  if (moment === 'before') return kill()
  try {
    const result = shop.tools[tool]!(args)
    if (moment === 'after') return kill()
    if (moment === 'lost') return void response.destroy()
    response.end(JSON.stringify({ result }))
  } catch (error) {
    response.statusCode = 422
    response.end(JSON.stringify({ error: { code: (error as Error).message, message: 'refused' } }))
  }
})

function start(journal: string): Promise<{ code: number | null; error: string }> {
  const env = { ...process.env, MODEL_SOCKET: socket }
  const child = spawn(process.execPath, ['agent/main.ts', 'plan.json', journal], { env })
  kill = () => child.kill('SIGKILL')
  let error = ''
  child.stderr.on('data', (chunk) => (error += chunk))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, error })))
}

let nights = 0

/** One night, with the faults given, and what it came to; null: each line has one order. */
async function night(planned: Fault[]): Promise<string | null> {
  shop = openShop()
  steps = []
  faults = planned
  const journal = join(folder, `journal-${++nights}.db`)
  let end = await start(journal)
  for (let more = 0; end.code !== 0 && more < 2 + planned.length; more++) end = await start(journal)
  const counts = plan.lines.map(({ reference }) => shop.orders.filter((order) => order.reference === reference).length)
  const wrong = plan.lines.flatMap(({ reference }, index) =>
    counts[index] === 1 ? [] : [`${reference} has ${counts[index]} orders`],
  )
  const reason = end.error.split('\n').find((text) => /Error/.test(text)) ?? ''
  const isEnded = end.code === 0 ? [] : [`it does not end: ${reason}`]
  return [...wrong, ...isEnded].join('; ') || null
}

const nameOf = ({ tool, moment, sql }: (typeof steps)[number]) =>
  tool === 'journal' ? `${moment} the write "${(sql ?? '').replace(/\s+/g, ' ').slice(0, 40)}…"` : tool

await new Promise<void>((resolve) => server.listen(socket, resolve))
const quiet = await night([])
console.log(`no crash                 ${quiet ?? 'ok'}`)
const taken = steps
let bad = quiet ? 1 : 0
for (const [at, step] of taken.entries()) {
  const moments: Moment[] = step.tool === 'order' ? ['before', 'after', 'lost'] : ['before']
  for (const moment of moments) {
    const found = await night([{ at, moment }])
    if (found) bad++
    const what = step.tool === 'journal' ? 'killed' : moment === 'lost' ? 'answer lost' : `killed ${moment}`
    console.log(`step ${String(at + 1).padStart(2)}  ${what.padEnd(14)} ${nameOf(step).padEnd(24)} ${found ?? 'ok'}`)
  }
}
console.log(bad === 0 ? 'every night ended well' : `${bad} nights ended badly`)
server.close()
rmSync(folder, { recursive: true })
