import { type RunResult, run, writeFile } from '#harness'
import { type ModelPlan, startModel, type WorldFault } from '#model'
import { fileOf } from '../world/params.ts'
import { type Amounts, answering, type Plan, shops, type Truth } from '../world/plan.ts'

export interface Seen {
  result: RunResult
  /** What was really used, as those who charge have it. */
  ledger: Amounts
  /** Jobs that were carried out, one entry for each time. */
  made: string[]
  /** What the program says of each job and of what is left. */
  said: { status: (id: string) => string; left: unknown }
}

interface Circumstances {
  adversaries?: ModelPlan['adversaries']
  faults?: readonly WorldFault[]
  argv?: string[]
}

const PROGRAM = ['node', 'governor/main.ts']

/** Lets the learner's governor work through a plan. What it spent is read from the ledger, outside its reach. */
export async function work(plan: Plan, truth: Truth, key: string, circumstances: Circumstances = {}): Promise<Seen> {
  const { adversaries = [], faults = [], argv = PROGRAM } = circumstances
  await writeFile('plan.json', fileOf(plan))
  const world = shops(truth, faults)
  const model = startModel({ scenario: answering(truth), key, adversaries }, world)
  const result = await run(argv, { model: model.id, cpuMs: 4_000 })
  const { spent, journal } = model.service
  const made = journal.flatMap((entry): string[] => {
    if (entry.kind === 'model') return [/^#([0-9a-f]+)/.exec(entry.read.at(-1)?.text ?? '')?.[1] ?? '']
    const isMade = entry.kind === 'tool' && (entry.error === null || entry.error === 'lost')
    return isMade ? [jobOf(entry.args)] : []
  })
  const asked = spent.input * plan.prices.input + spent.output * plan.prices.output
  const bought = world.effects.reduce((sum, { result }) => sum + (result as { charged: number }).charged, 0)
  return {
    result,
    ledger: { tokens: spent.input + spent.output, rin: asked + bought },
    made,
    said: reportOf(result.stdout),
  }
}

const jobOf = (args: unknown) => String((Object(args) as { job?: unknown }).job)

function reportOf(stdout: string): Seen['said'] {
  let report: Record<string, unknown> = {}
  try {
    report = Object(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')) as Record<string, unknown>
  } catch {}
  const jobs = Array.isArray(report.jobs)
    ? report.jobs.slice(0, 200).map((job) => Object(job) as Record<string, unknown>)
    : []
  const status = (id: string) => {
    const job = jobs.find((entry) => entry.id === id)
    return job === undefined ? 'none' : [job.status, job.limit].filter((word) => typeof word === 'string').join(' ')
  }
  return { status, left: report.left }
}

export const isWithin = ({ ledger }: Seen, { budget }: Plan) =>
  ledger.tokens <= budget.tokens && ledger.rin <= budget.rin

/** Whether exactly these jobs were carried out, each once, and reported as done. */
export const areDone = ({ made, said }: Seen, ids: readonly string[]) =>
  made.toSorted().join() === ids.toSorted().join() && ids.every((id) => said.status(id) === 'done')

/** Whether what the program says is left agrees with the ledger, less what it has to assume of lost calls. */
export function agrees({ ledger, said }: Seen, { budget }: Plan, assumed: Amounts = { tokens: 0, rin: 0 }): boolean {
  const left = Object(said.left) as Record<string, unknown>
  return (
    left.tokens === budget.tokens - ledger.tokens - assumed.tokens && left.rin === budget.rin - ledger.rin - assumed.rin
  )
}
