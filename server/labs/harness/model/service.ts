import { createHash } from 'node:crypto'
import type { Json } from '../protocol.ts'
import { type Random, randomStream } from '../random.ts'
import { ADVERSARIES, type Adversary, type AdversaryName, type Appearance, type Bending } from './adversaries.ts'
import { type Message, ModelRefusal, type ModelRequest, type ToolCall, type Turn, type Usage } from './messages.ts'
import { POLICIES, type PolicyName } from './policies.ts'
import { type Act, follow, resultsOf, type Scenario, type View } from './scenario.ts'
import { cutToLimit, inputTokens, outputTokens } from './tokens.ts'
import type { World } from './world.ts'

export interface ModelPlan {
  scenario: Scenario
  /** Hex; everything drawn comes from it. */
  key: string
  policy?: PolicyName
  adversaries?: readonly Appearance[]
  /** Refuses with `rate_limited` once this many lab tokens are spent. */
  tokenBudget?: number
}

interface Conversation {
  state: string
  turns: number
  calls: ToolCall[]
  stays: boolean
  memory: Record<string, Json>
  own: Record<string, Json>
  random: Random
  /** What was answered to which request: asking the same again is a retry and changes nothing. */
  answered: Map<string, Reply>
}

export interface Reply {
  id: string
  created: number
  turn: Turn
  usage: Usage
  transport: 'whole' | 'cut' | 'drip'
}

/** One line of the journal: what a trace shows and what checks read. */
export type JournalEntry =
  | {
      kind: 'model'
      seq: number
      conversation: number
      /** Messages that the model had not read before. */
      read: Message[]
      answer: Turn
      usage: Usage
      state: string
      adversaries: AdversaryName[]
      isRetry: boolean
    }
  | { kind: 'refusal'; seq: number; refusal: string; message: string }
  | { kind: 'tool'; seq: number; tool: string; args: Json; result: Json; error: string | null }

const EPOCH_SECONDS = Date.UTC(2026, 0, 1) / 1000
const MODEL = 'terakoya-lab-1'

/**
 * The model of one run: scenario, policy and adversaries behind both wire formats. It keeps no wall time: the same
 * requests in the same order give the same journal, to the byte.
 */
export class ModelService {
  readonly journal: JournalEntry[] = []
  /** Told of every entry as it is written. */
  onEntry: (entry: JournalEntry) => void = () => {}
  readonly spent: Usage = { input: 0, output: 0 }
  readonly #plan: ModelPlan
  readonly #world: World
  readonly #ids: Random
  readonly #conversations = new Map<string, Conversation>()
  readonly #refusals = new Map<Appearance, number>()
  #seconds = 0

  constructor(plan: ModelPlan, world: World) {
    this.#plan = plan
    this.#world = world
    this.#ids = randomStream(plan.key, 'ids')
  }

  static get models(): readonly string[] {
    return [MODEL]
  }

  /** One line of JSON an entry. */
  journalText(): string {
    return this.journal.map((entry) => `${JSON.stringify(entry)}\n`).join('')
  }

  /** @throws ModelRefusal and it is in the journal */
  answer(request: ModelRequest): Reply {
    this.#seconds++
    try {
      return this.#answer(request)
    } catch (error) {
      if (error instanceof ModelRefusal) this.refuse(error)
      throw error
    }
  }

  /** Notes a refusal that came before there was a request to answer. */
  refuse({ kind, message }: ModelRefusal): void {
    this.#note({ kind: 'refusal', seq: this.journal.length, refusal: kind, message })
  }

  /** Uses a tool of the world. */
  use(tool: string, args: Json): ReturnType<World['use']> {
    this.#seconds++
    const note = (result: Json, error: string | null) =>
      this.#note({ kind: 'tool', seq: this.journal.length, tool, args, result, error })
    try {
      const used = this.#world.use(tool, args)
      note(used.result, used.fault)
      return used
    } catch (error) {
      note(null, error instanceof Error ? error.message : String(error))
      throw error
    }
  }

  #note(entry: JournalEntry): void {
    this.journal.push(entry)
    this.onEntry(entry)
  }

  #answer(request: ModelRequest): Reply {
    if (request.model !== MODEL) throw new ModelRefusal('not_found', `There is no model "${request.model}".`)
    const { conversation, number } = this.#conversationOf(request.messages)
    const digest = createHash('sha256')
      .update(JSON.stringify([request.messages, request.maxTokens]))
      .digest('hex')
    const known = conversation.answered.get(digest)
    if (known) return this.#charge(request, conversation, number, known, [], true)
    const appearing = this.#appearing(conversation.turns)
    this.#refuseFor(appearing)
    this.#requireBudget(request)
    const { turn, names } = this.#nextTurn(request, conversation, appearing)
    const transports = names.map((name) => transportOf(name)).filter((transport) => transport !== null)
    const reply: Reply = {
      id: this.#newId(request.format === 'messages' ? 'msg_' : 'chatcmpl-'),
      created: EPOCH_SECONDS + this.#seconds,
      turn,
      usage: { input: inputTokens(request), output: outputTokens(turn) },
      transport: transports[0] ?? 'whole',
    }
    conversation.answered.set(digest, { ...reply, transport: 'whole' })
    return this.#charge(request, conversation, number, reply, names, false)
  }

  #charge(
    request: ModelRequest,
    conversation: Conversation,
    number: number,
    reply: Reply,
    adversaries: AdversaryName[],
    isRetry: boolean,
  ): Reply {
    this.spent.input += reply.usage.input
    this.spent.output += reply.usage.output
    const lastAnswer = request.messages.findLastIndex(({ role }) => role === 'assistant')
    this.#note({
      kind: 'model',
      seq: this.journal.length,
      conversation: number,
      read: request.messages.slice(lastAnswer + 1),
      answer: reply.turn,
      usage: reply.usage,
      state: conversation.state,
      adversaries,
      isRetry,
    })
    return reply
  }

  /** A conversation is known by how it begins, so that a program which was killed can go on with it. */
  #conversationOf(messages: readonly Message[]): { conversation: Conversation; number: number } {
    const begins = messages.slice(0, messages.findIndex(({ role }) => role === 'user') + 1)
    const key = JSON.stringify(begins)
    let conversation = this.#conversations.get(key)
    if (!conversation) {
      const random = randomStream(this.#plan.key, `conversation ${this.#conversations.size}`)
      const { start } = this.#plan.scenario
      const nothing = { calls: [], stays: false, memory: {}, own: {}, answered: new Map() }
      conversation = { state: start, turns: 0, random, ...nothing }
      this.#conversations.set(key, conversation)
    }
    return { conversation, number: [...this.#conversations.keys()].indexOf(key) }
  }

  #appearing(turn: number): Appearance[] {
    return (this.#plan.adversaries ?? []).filter(({ at }) => at.includes(turn))
  }

  #refuseFor(appearing: readonly Appearance[]): void {
    for (const appearance of appearing) {
      const refusal = refusalOf(appearance.adversary)
      const before = this.#refusals.get(appearance) ?? 0
      if (!refusal || before >= (appearance.times ?? 1)) continue
      this.#refusals.set(appearance, before + 1)
      if (refusal === 'overloaded') throw new ModelRefusal('overloaded', 'The service is overloaded.')
      throw new ModelRefusal('rate_limited', 'Too many requests.', 1)
    }
  }

  #requireBudget(request: ModelRequest): void {
    const { tokenBudget } = this.#plan
    if (tokenBudget === undefined) return
    if (this.spent.input + this.spent.output + inputTokens(request) > tokenBudget)
      throw new ModelRefusal('rate_limited', 'The lab tokens of this run are spent.')
  }

  #nextTurn(
    request: ModelRequest,
    conversation: Conversation,
    appearing: readonly Appearance[],
  ): { turn: Turn; names: AdversaryName[] } {
    const { scenario, policy = 'competent' } = this.#plan
    const { messages, tools } = request
    const view: View = {
      results: resultsOf(messages, conversation.calls),
      user: messages.findLast(({ role }) => role === 'user')?.text ?? '',
      tools,
      memory: conversation.memory,
      turn: conversation.turns,
      random: conversation.random,
    }
    if (conversation.turns > 0 && !conversation.stays) conversation.state = follow(scenario, conversation.state, view)
    const wanted = scenario.states[conversation.state]!.act(view)
    const { act, stay } = POLICIES[policy](wanted, view, conversation.own)
    const written = this.#write(act)
    const bending = { random: conversation.random, tools, newId: () => this.#newId('call_') }
    const names = appearing.map(({ adversary }) => adversary)
    const bent = names.reduce((turn, name) => bend(name, turn, bending), written)
    const turn = cutToLimit(bent, request.maxTokens)
    conversation.stays = stay
    conversation.calls = turn.calls
    conversation.turns++
    return { turn, names }
  }

  #write({ say = '', call = [] }: Act): Turn {
    const calls = call.map(({ tool, args, id }) => ({
      id: id ?? this.#newId('call_'),
      name: tool,
      arguments: isWritten(args) ? args.written : JSON.stringify(args),
    }))
    return { text: say, calls, stop: calls.length > 0 ? 'tools' : 'end' }
  }

  #newId(prefix: string): string {
    return prefix + this.#ids.hex(12)
  }
}

function isWritten(args: unknown): args is { written: string } {
  return typeof args === 'object' && args !== null && typeof (args as { written?: unknown }).written === 'string'
}

const adversaryOf = (name: AdversaryName): Adversary => ADVERSARIES[name]
const refusalOf = (name: AdversaryName) => adversaryOf(name).refusal ?? null
const transportOf = (name: AdversaryName) => adversaryOf(name).transport ?? null
const bend = (name: AdversaryName, turn: Turn, bending: Bending) => adversaryOf(name).turn?.(turn, bending) ?? turn
