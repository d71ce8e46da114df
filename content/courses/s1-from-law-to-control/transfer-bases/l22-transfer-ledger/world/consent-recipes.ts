import { type Builder, dayAfter, informed, type Listed } from './build.ts'
import type { Flow, Given } from './types.ts'

const abroad = (b: Builder): Flow => b.flow(b.abroad(), b.random.pick(['entrustment', 'third-party', 'joint-use']))
const withOne = (b: Builder, change: (flow: Flow, person: string) => void): Flow => {
  const flow = b.everybody(abroad(b))
  change(flow, b.somebody(flow))
  return flow
}
/** All consent, one of them with something amiss. */
const amiss = (b: Builder, facts: (flow: Flow) => Partial<Given>): Flow => {
  const flow = abroad(b)
  const odd = b.somebody(flow)
  for (const person of flow.people) b.give(flow, person, 30, person === odd ? facts(flow) : {})
  return flow
}

export const consents: Listed[] = [
  ['consent', true, 'everybody, well informed', (b) => b.everybody(abroad(b))],
  [
    'consent',
    true,
    'given that day',
    (b) => {
      const flow = abroad(b)
      return b.everybody(flow, { on: flow.on })
    },
  ],
  ['refuse', false, 'given the day after', (b) => amiss(b, (flow) => ({ on: dayAfter(flow.on, 1) }))],
  ['refuse', false, 'nobody', (b) => abroad(b)],
  [
    'refuse',
    false,
    'one is missing',
    (b) => {
      const flow = b.everybody(abroad(b))
      flow.people.push(b.everybody(abroad(b)).people[0] ?? '')
      return flow
    },
  ],
  [
    'refuse',
    false,
    'a flow of nobody',
    (b) => {
      const flow = b.everybody(abroad(b))
      flow.people = []
      return flow
    },
  ],
  [
    'refuse',
    false,
    'a third party of nobody, at home',
    (b) => {
      const flow = b.flow(b.atHome(), 'third-party')
      flow.people = []
      return flow
    },
  ],
  ['refuse', false, 'not informed', (b) => amiss(b, () => ({ told: [] }))],
  ['refuse', false, 'half informed', (b) => amiss(b, () => ({ told: b.random.shuffle(informed).slice(1) }))],
  ['refuse', false, 'told of another country', (b) => amiss(b, () => ({ country: 'XX' }))],
  ['refuse', false, 'country not named', (b) => amiss(b, () => ({ country: null }))],
  ['refuse', false, 'for somebody else', (b) => amiss(b, () => ({ recipient: b.abroad() }))],
  ['refuse', false, 'for something else', (b) => amiss(b, (flow) => ({ purposes: [b.otherPurpose(flow)] }))],
  ['refuse', false, 'one item too many', (b) => amiss(b, (flow) => ({ items: flow.items.slice(1) }))],
  [
    'consent',
    true,
    'more than needed',
    (b) =>
      amiss(b, (flow) => ({
        items: [b.otherItem(flow), ...flow.items],
        purposes: [b.otherPurpose(flow), flow.purpose],
      })),
  ],
  [
    'refuse',
    false,
    'scopes that do not add up',
    (b) => {
      const flow = abroad(b)
      flow.items = ['letter', 'image']
      const other = b.otherPurpose(flow)
      b.everybody(flow, { items: ['letter'] })
      b.everybody(flow, { items: ['image'] })
      return b.everybody(flow, { purposes: [other] })
    },
  ],
  ['refuse', false, 'withdrawn', (b) => withOne(b, (flow, person) => b.withdraw(flow, person, 1))],
  ['refuse', false, 'withdrawn that day', (b) => withOne(b, (flow, person) => b.withdraw(flow, person, 0))],
  [
    'consent',
    true,
    'withdrawn later',
    (b) => withOne(b, (flow, person) => b.withdraw(flow, person, -b.random.pick([1, 50]))),
  ],
  [
    'consent',
    true,
    'withdrawn for somebody else',
    (b) => withOne(b, (flow, person) => b.withdraw(flow, person, 0, { recipient: b.abroad() })),
  ],
  [
    'consent',
    true,
    'withdrawn for something else',
    (b) => withOne(b, (flow, person) => b.withdraw(flow, person, 0, { purposes: [b.otherPurpose(flow)] })),
  ],
  [
    'refuse',
    false,
    'withdrawn for this among others',
    (b) =>
      withOne(b, (flow, person) => b.withdraw(flow, person, 0, { purposes: [b.otherPurpose(flow), flow.purpose] })),
  ],
  ['consent', true, 'withdrawn by somebody else', (b) => withOne(b, (flow) => b.withdraw(flow, 'person-elsewhere', 0))],
  [
    'consent',
    true,
    'withdrawn before it was given',
    (b) => {
      const flow = abroad(b)
      for (const person of flow.people) {
        b.give(flow, person, 90)
        b.withdraw(flow, person, 60)
        b.give(flow, person, b.random.pick([59, 10, 0]))
      }
      return flow
    },
  ],
  [
    'refuse',
    false,
    'given and withdrawn on one day',
    (b) => {
      const flow = abroad(b)
      for (const person of flow.people) b.give(flow, person, 20)
      b.withdraw(flow, b.somebody(flow), 20)
      return flow
    },
  ],
  [
    'refuse',
    false,
    'given again for less',
    (b) => {
      const flow = abroad(b)
      for (const person of flow.people) {
        b.give(flow, person, 90)
        b.withdraw(flow, person, 60)
        b.give(flow, person, 30, { items: flow.items.slice(1) })
      }
      return flow
    },
  ],
  [
    'refuse',
    false,
    'recipient not in the register',
    (b) => {
      const flow = abroad(b)
      flow.recipient = 'nobody-knows'
      return b.everybody(flow)
    },
  ],
]
