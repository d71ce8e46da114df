import { type CheckContext, type RunResult, run, writeFile } from '#harness'
import { type JournalEntry, type ModelPlan, type RunningModel, startModel, type World } from '#model'
import type { Limits } from '../world/desk.ts'
import { filesOf } from '../world/params.ts'

export type ModelEntry = Extract<JournalEntry, { kind: 'model' }>

export interface Seen {
  result: RunResult
  /** What the program printed last, if it was an outcome; it proves nothing by itself. */
  outcome: { status?: unknown; limit?: unknown; answer?: unknown }
  /** How often the model was asked, and what it answered. */
  turns: ModelEntry[]
  /** Uses of the desk, in order. */
  uses: Extract<JournalEntry, { kind: 'tool' }>[]
  model: RunningModel
}

/** Runs the learner's agent with a model, a desk and limits. What happened is read from the journal, outside its reach. */
export async function watch(plan: ModelPlan, world: World, limits: Limits): Promise<Seen> {
  for (const [path, text] of Object.entries(filesOf(limits))) await writeFile(path, text)
  const model = startModel(plan, world)
  const result = await run(['node', 'agent/main.ts'], { model: model.id, cpuMs: 5_000 })
  const { journal } = model.service
  return {
    result,
    outcome: outcomeOf(result.stdout),
    turns: journal.filter((entry) => entry.kind === 'model'),
    uses: journal.filter((entry) => entry.kind === 'tool'),
    model,
  }
}

function outcomeOf(stdout: string): Seen['outcome'] {
  try {
    return Object(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')) as Seen['outcome']
  } catch {
    return {}
  }
}

/** A program that ended before it said anything is told why: what it did until then would only mislead. */
export function failIfCrashed(t: CheckContext, { result, outcome }: Seen): void {
  if (result.timedOut || result.exitCode === 0 || Object.keys(outcome).length > 0) return
  t.fail({
    text: {
      en: 'The program ended with an error before it printed an outcome.',
      ja: 'プログラムは、結果を表示する前にエラーで終わりました。',
    },
    seen: errorLine(result.stderr) || `exit code ${result.exitCode ?? result.signal}`,
    where: { file: 'agent/loop.ts' },
  })
}

/** The line that names the error: Node writes its stack and version after it. */
function errorLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('Node.js v'))
  return (lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1) ?? '').slice(0, 300)
}

/** How many of something, as a reader would say it. */
const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** How far it came. A program that never ends comes as far as the machine lets it: then only that it went past the limit is said. */
export function toldOf({ result, outcome }: Seen, count: number, limit: number, noun: string): string {
  if (!result.timedOut) return `${counted(count, noun)}, ${JSON.stringify(outcome)}`
  const told = count > limit ? `more than ${counted(limit, noun)}` : counted(count, noun)
  return `${told}, stopped after 5 s of processor time or of waiting`
}

/** Every call carried out once, in the order it was asked for, and its result told to the model by its id. */
export function isFaithful({ turns, uses }: Seen): boolean {
  const asked = turns.flatMap(({ answer }) => answer.calls)
  const carriedOut = uses.map(({ tool, args }) => JSON.stringify([tool, args]))
  const wanted = asked.map(({ name, arguments: written }) => JSON.stringify([name, JSON.parse(written) as unknown]))
  return carriedOut.length === wanted.length && carriedOut.every((use, index) => use === wanted[index])
}

export function assignmentsOf(world: World): Record<string, string> {
  return Object.fromEntries(
    world.effects.map(({ args }) => {
      const { id, team } = args as { id: string; team: string }
      return [id, team]
    }),
  )
}

export const sameAssignments = (a: Record<string, string>, b: Record<string, string>) =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([id, team]) => b[id] === team)

/** Whether the limit that the program names is one that it came to: stopping at once keeps every limit, too. */
export function hasReached({ turns, uses, outcome }: Seen, limits: Limits): boolean {
  if (outcome.limit === 'maxTurns') return turns.length === limits.maxTurns
  if (outcome.limit === 'maxToolCalls') return uses.length === limits.maxToolCalls
  const counts = Map.groupBy(uses, ({ tool, args }) => JSON.stringify([tool, sorted(args)]))
  return [...counts.values()].some((same) => same.length === limits.maxSameCall)
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, inner]) => [key, sorted(inner)])
}

/** Whether a limit was kept, looking at what happened and not at what the program says. */
export function broken({ turns, uses }: Seen, limits: Limits): keyof Limits | null {
  if (turns.length > limits.maxTurns) return 'maxTurns'
  return uses.length > limits.maxToolCalls ? 'maxToolCalls' : null
}
