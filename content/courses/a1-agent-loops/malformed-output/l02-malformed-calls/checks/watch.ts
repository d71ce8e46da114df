import { type RunResult, run, writeFile } from '#harness'
import { type ModelPlan, startModel, type World } from '#model'
import { filesOf } from '../world/params.ts'
import { bookingOf, type Limits, type Yard } from '../world/yard.ts'
import { type Allowed, type Call, canonical, type ModelEntry, type Verdict, verdictsOf } from './oracle.ts'

export interface Seen {
  result: RunResult
  /** What the program printed last, if it was an outcome; it proves nothing by itself. */
  outcome: { status?: unknown; limit?: unknown; answer?: unknown }
  answers: ModelEntry[]
  verdicts: Verdict[]
  /** What was carried out after each answer. */
  uses: Allowed[][]
  world: World
}

/** Runs the learner's agent with a model and a yard. What happened is read from the journal, outside its reach. */
export async function watch(plan: ModelPlan, yard: Yard, world: World, limits: Limits): Promise<Seen> {
  for (const [path, text] of Object.entries(filesOf(yard, limits))) await writeFile(path, text)
  const model = startModel(plan, world)
  const result = await run(['node', 'agent/main.ts'], { model: model.id, cpuMs: 6_000 })
  const answers: ModelEntry[] = []
  const uses: Allowed[][] = []
  for (const entry of model.service.journal) {
    if (entry.kind === 'model') uses[answers.push(entry) - 1] = []
    if (entry.kind === 'tool') (uses.at(-1) ?? (uses[0] = [])).push({ tool: entry.tool, args: canonical(entry.args) })
  }
  return { result, outcome: outcomeOf(result.stdout), answers, verdicts: verdictsOf(yard, answers), uses, world }
}

function outcomeOf(stdout: string): Seen['outcome'] {
  try {
    return Object(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')) as Seen['outcome']
  } catch {
    return {}
  }
}

const same = (a: Allowed | undefined, b: Allowed) => a !== undefined && a.tool === b.tool && a.args === b.args

/**
 * The first use that no valid call of the answer before it accounts for, each call at most once; and the call that it
 * came from, as the model wrote it.
 */
export function firstInvalid({ answers, uses, verdicts }: Seen): { use: Allowed; written: Call | null } | null {
  for (const [turn, used] of uses.entries()) {
    const left = [...(verdicts[turn]?.allowed ?? [])]
    for (const use of used) {
      const at = left.findIndex((call) => same(call, use))
      if (at < 0) {
        const calls = answers[turn]?.answer.calls ?? []
        return { use, written: calls.find(({ name }) => name === use.tool) ?? null }
      }
      left.splice(at, 1)
    }
  }
  return null
}

/** Every valid call carried out once, in its order, and nothing else. */
export function isFaithful({ uses, verdicts }: Seen): boolean {
  return verdicts.every(({ allowed }, turn) => {
    const used = uses[turn] ?? []
    return used.length === allowed.length && allowed.every((call, index) => same(used[index], call))
  })
}

/** Whether the yard ends with the right booking of each shipment, made once, and with nothing else. */
export function isBooked(yard: Yard, { world }: Seen): boolean {
  const made = world.effects.map(({ tool, args }) => `${tool} ${canonical(args)}`).toSorted()
  const wanted = yard.shipments
    .map((shipment) => `${yard.words.book} ${canonical(bookingOf(yard, shipment))}`)
    .toSorted()
  return made.length === wanted.length && made.every((effect, index) => effect === wanted[index])
}

export const isStopped = ({ outcome }: Seen, limit: keyof Limits) =>
  outcome.status === 'stopped' && outcome.limit === limit

/** Whether the model said its last words, after everything that it had to ask. */
export const isAtTheEnd = ({ answers }: Seen) => answers.at(-1)?.answer.calls.length === 0
