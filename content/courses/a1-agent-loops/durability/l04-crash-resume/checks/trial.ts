import { type Json, type Random, type RunResult, run, writeFile } from '#harness'
import { type JournalEntry, startWorld, type WorldFault } from '#model'
import { Market, type Order, type Plan } from '../world/market.ts'
import { filesOf } from '../world/params.ts'

/** Starts that end without being killed, in a row: a program that gives up for now may be started again. */
const PATIENCE = 3

export interface Trial {
  /** Uses of the shop and of the journal, in order. */
  steps: Extract<JournalEntry, { kind: 'tool' }>[]
  starts: RunResult[]
  /** It ended by itself, with success. */
  isFinished: boolean
  /** What it printed at its end: claims, to be compared with the ledger. */
  printed: Json
  /** References with no order, or with several; orders that nobody asked for. */
  missing: string[]
  twice: string[]
  foreign: Order[]
  ledger: readonly Order[]
}

let trials = 0

/** One purchase from an empty journal to its end, however often the faults kill it on the way. */
export async function attempt(plan: Plan, random: Random, faults: readonly WorldFault[] = []): Promise<Trial> {
  const market = new Market(plan, random)
  const { id, service } = startWorld(market.world(faults))
  for (const [path, text] of Object.entries(filesOf(plan))) await writeFile(path, text)
  const argv = ['node', 'agent/main.ts', 'plan.json', `journal-${++trials}.db`]
  const starts: RunResult[] = []
  for (let quiet = 0; quiet < PATIENCE; ) {
    const result = await run(argv, { model: id, cpuMs: 5_000 })
    starts.push(result)
    if (result.exitCode === 0) break
    if (!wasKilled(result)) quiet++
    else if (starts.length > faults.length + PATIENCE) break
  }
  const last = starts.at(-1)!
  const steps = service.journal.filter((entry) => entry.kind === 'tool')
  const isFinished = last.exitCode === 0
  return { steps, starts, isFinished, printed: lastLine(last.stdout), ...compare(plan, market), ledger: market.ledger }
}

const wasKilled = ({ signal, timedOut }: RunResult) => signal === 'SIGKILL' && !timedOut

function compare(plan: Plan, { ledger }: Market): Pick<Trial, 'missing' | 'twice' | 'foreign'> {
  const fits = (order: Order) => plan.lines.find((line) => isFor(order, line))
  const counted = plan.lines.map((line) => ({ line, count: ledger.filter((order) => isFor(order, line)).length }))
  const named = (wanted: (count: number) => boolean) =>
    counted.filter(({ count }) => wanted(count)).map(({ line }) => line.reference)
  return {
    missing: named((count) => count === 0),
    twice: named((count) => count > 1),
    foreign: ledger.filter((order) => !fits(order)),
  }
}

const isFor = (order: Order, { reference, supplier, article, quantity }: Plan['lines'][number]) =>
  order.reference === reference &&
  order.supplier === supplier &&
  order.article === article &&
  order.quantity === quantity

/** Every line has its one order, nothing else was bought, and the program came to its end. */
export const isRight = ({ isFinished, missing, twice, foreign }: Trial): boolean =>
  isFinished && missing.length + twice.length + foreign.length === 0

/** Whether the report says what is in the ledger. */
export function isTrueReport({ printed, ledger }: Trial): boolean {
  const { orders, total } = Object(printed) as { orders?: unknown; total?: unknown }
  if (!Array.isArray(orders) || orders.length !== ledger.length) return false
  const told = new Set(
    orders.map((entry) => {
      const { reference, order, amount } = Object(entry) as Record<string, unknown>
      return JSON.stringify([reference, order, amount])
    }),
  )
  const isTold = ({ reference, order, amount }: Order) => told.has(JSON.stringify([reference, order, amount]))
  return ledger.every(isTold) && total === ledger.reduce((sum, { amount }) => sum + amount, 0)
}

function lastLine(stdout: string): Json {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Json
  } catch {
    return null
  }
}

/** What was seen, for visible checks: the starts, the orders, and the line with the last error. */
export function describe({ starts, missing, twice, foreign, ledger }: Trial): string {
  const ends = starts.map(({ exitCode, signal, timedOut }) =>
    timedOut ? 'time over' : signal === 'SIGKILL' ? 'killed' : (signal ?? `exit ${exitCode}`),
  )
  const orders = [
    `orders: ${ledger.length}`,
    ...missing.map((reference) => `none for ${reference}`),
    ...twice.map((reference) => `more than one for ${reference}`),
    ...foreign.map(({ reference, quantity, article }) => `not in the plan: ${reference}, ${quantity} × ${article}`),
  ]
  const error = errorLine(starts.at(-1)?.stderr ?? '')
  return [`starts: ${ends.join(', ')}`, orders.join('; '), ...(error ? [`error: ${error}`] : [])].join('\n')
}

/** The line that names the error: Node writes its stack and version after it. */
function errorLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Node.js v'))
  return (lines.findLast((line) => /^\w*(Error|Refused|NoAnswer)\b/.test(line)) ?? lines.at(-1) ?? '').slice(0, 300)
}

/**
 * Every place to die of a purchase that took these steps: after each commit of the journal and after each order, and before
 * an order that no commit precedes. Elsewhere nothing lasting happened since the last of these, so a death there leaves the
 * same.
 */
export function deathsOf({ steps }: Trial): WorldFault[] {
  const isCommitted = (at: number) => steps[at]?.tool === 'journal' && Object(steps[at].args).moment === 'after'
  return steps.flatMap(({ tool }, at): WorldFault[] => {
    const before: WorldFault = { at, kind: 'kill-before' }
    if (tool === 'order') return [...(isCommitted(at - 1) ? [] : [before]), { at, kind: 'kill-after' }]
    return isCommitted(at) ? [before] : []
  })
}
