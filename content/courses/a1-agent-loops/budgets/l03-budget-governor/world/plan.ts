import type { Json, Random } from '#harness'
import { inputTokens, type Scenario, scenario, ToolError, World, type WorldFault } from '#model'

export interface Amounts {
  tokens: number
  rin: number
}

export interface Ask {
  kind: 'ask'
  id: string
  messages: { role: 'system' | 'user'; content: string }[]
  maxOutput: number | null
  ms: number | null
  wantsJson: boolean
}

export interface Buy {
  kind: 'buy'
  id: string
  service: string
  price: number | null
  ms: number | null
}

export type Job = Ask | Buy

/** What a learner's program is given, in `plan.json`. */
export interface Plan {
  budget: Amounts & { ms: number }
  prices: { input: number; output: number }
  lanes: number
  jobs: Job[]
}

/** What really happens to each job; nobody in the sandbox can know it. */
export interface Truth {
  /** What the model answers, by job. */
  says: Record<string, string>
  /** What a service charges, by job. */
  charges: Record<string, number>
}

const SUBJECTS = [
  'Which of these deliveries can wait until Monday?',
  'Sum up the complaint of the forwarder in two sentences.',
  '次の納品書のうち、数量が合わないものはどれですか。理由も一文で述べてください。',
  '倉庫の在庫が少ない順に、三つだけ挙げてください。',
  'Draft a polite reply: the container is late – by two days…',
  '運送会社への返信を、失礼のない短い文で書いてください。',
]
const SERVICES = ['translation', 'customs check', 'address check', 'weather report']

export const drawPrices = (random: Random) => ({ input: random.int(1, 3), output: random.int(5, 9) })

export function drawAsk(random: Random, maxOutput: number | null, ms: number | null = 20_000): Ask {
  const id = random.hex(4)
  const messages: Ask['messages'] = [
    { role: 'system', content: random.pick(['Answer briefly.', '短く答えてください。']) },
    { role: 'user', content: `#${id} ${random.pick(SUBJECTS)}` },
  ]
  return { kind: 'ask', id, messages, maxOutput, ms, wantsJson: false }
}

export function drawBuy(random: Random, price: number | null, ms: number | null = 20_000): Buy {
  return { kind: 'buy', id: random.hex(4), service: random.pick(SERVICES), price, ms }
}

/** A text of so many lab tokens. */
export const textOf = (tokens: number) => 'and '.repeat(tokens)

export function inputOf({ messages }: Ask): number {
  const read = messages.map(({ role, content }) => ({ role, text: content }))
  const unused = { model: '', tools: [], maxTokens: null, stream: false, streamsUsage: false }
  return inputTokens({ format: 'chat-completions', ...unused, messages: read })
}

/** The worst case of a job that has one. */
export function worstOf(job: Job, { input, output }: Plan['prices']): Amounts {
  if (job.kind === 'buy') return { tokens: 0, rin: job.price! }
  const read = inputOf(job)
  return { tokens: read + job.maxOutput!, rin: read * input + job.maxOutput! * output }
}

export const sumOf = (amounts: readonly Amounts[]): Amounts =>
  amounts.reduce((sum, { tokens, rin }) => ({ tokens: sum.tokens + tokens, rin: sum.rin + rin }), { tokens: 0, rin: 0 })

/** A model that answers each question as the truth has it, at once. */
export const answering = ({ says }: Truth): Scenario =>
  scenario({
    start: 'answer',
    states: { answer: { to: [], act: ({ user }) => ({ say: says[/^#([0-9a-f]+)/.exec(user)?.[1] ?? ''] ?? 'Yes.' }) } },
  })

export function shops({ charges }: Truth, faults: readonly WorldFault[] = []): World {
  const order = (args: Json): Json => {
    const { job } = Object(args) as { job?: unknown }
    const charged = typeof job === 'string' && Object.hasOwn(charges, job) ? charges[job]! : null
    if (charged === null) throw new ToolError('no_such_job', 'Nobody asked for this.')
    return { receipt: `R-${job as string}`, charged }
  }
  return new World({ order: { description: '', parameters: {}, isEffect: true, use: order } }, faults)
}
