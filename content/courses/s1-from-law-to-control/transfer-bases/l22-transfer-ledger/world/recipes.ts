import { type Builder, dayAfter, type Listed } from './build.ts'
import { consents } from './consent-recipes.ts'
import type { Flow } from './types.ts'

/** A flow abroad that is said to be storage; only the storage entries can carry it. */
const stored = (b: Builder): Flow => b.flow(b.abroad(), 'entrustment', 'store')

const storage: Listed[] = [
  ['not-provided', false, 'contract and access', (b) => b.storage(stored(b))],
  ['not-provided', false, 'on its first day', (b) => b.storage(stored(b), {}, 'first-day')],
  ['not-provided', false, 'on its last day', (b) => b.storage(stored(b), {}, 'last-day')],
  ['refuse', false, 'contract alone', (b) => b.storage(stored(b), { accessControl: false })],
  ['refuse', false, 'access alone', (b) => b.storage(stored(b), { excludesHandling: false })],
  ['refuse', false, 'access not recorded', (b) => b.storage(stored(b), { accessControl: null })],
  ['refuse', false, 'contract not recorded', (b) => b.storage(stored(b), { excludesHandling: null })],
  ['refuse', false, 'ended', (b) => b.storage(stored(b), {}, 'ended')],
  ['refuse', false, 'to come', (b) => b.storage(stored(b), {}, 'pending')],
  ['refuse', false, 'somebody else’s', (b) => b.storage(stored(b), { recipient: b.abroad() })],
  ['refuse', false, 'handled all the same', (b) => b.storage(b.flow(b.abroad(), 'entrustment'))],
  [
    'refuse',
    false,
    'halves of two entries',
    (b) => {
      const flow = b.storage(stored(b), { accessControl: false })
      return b.storage(flow, { excludesHandling: false })
    },
  ],
  [
    'not-provided',
    false,
    'an old entry and a new one',
    (b) => b.storage(b.storage(stored(b), {}, 'ended'), {}, 'first-day'),
  ],
  ['consent', true, 'no storage, but consent', (b) => b.everybody(b.storage(stored(b), { accessControl: false }))],
  [
    'domestic',
    false,
    'no storage, but entrusted at home',
    (b) => b.entrust(b.flow(b.atHome(), 'entrustment', 'store')),
  ],
  [
    'not-provided',
    false,
    'storage in a designated country',
    (b) => b.entrust(b.storage(b.flow(b.designated(), 'entrustment', 'store'))),
  ],
]

const shared = (b: Builder, noticed: number, facts = {}): Flow =>
  b.share(b.flow(b.atHome(), 'joint-use'), noticed, facts)

const grounds: Listed[] = [
  ['domestic', false, 'entrusted at home', (b) => b.entrust(b.flow(b.atHome(), 'entrustment'))],
  [
    'refuse',
    false,
    'entrusted for something else',
    (b) => {
      const flow = b.flow(b.atHome(), 'entrustment')
      return b.entrust(flow, 'now', b.otherPurpose(flow))
    },
  ],
  ['refuse', false, 'entrustment that ended', (b) => b.entrust(b.flow(b.atHome(), 'entrustment'), 'ended')],
  ['refuse', false, 'entrustment to come', (b) => b.entrust(b.flow(b.atHome(), 'entrustment'), 'pending')],
  ['domestic', false, 'last day of entrustment', (b) => b.entrust(b.flow(b.atHome(), 'entrustment'), 'last-day')],
  ['refuse', false, 'entrusted, and called third party', (b) => b.entrust(b.flow(b.atHome(), 'third-party'))],
  ['domestic', false, 'joint use with notice', (b) => shared(b, -b.random.int(1, 300))],
  ['domestic', false, 'joint use noticed that day', (b) => shared(b, 0)],
  ['refuse', false, 'joint use noticed later', (b) => shared(b, b.random.pick([1, 30]))],
  ['refuse', false, 'joint use among others', (b) => shared(b, -30, { recipients: [b.atHome()] })],
  [
    'refuse',
    false,
    'joint use of fewer items',
    (b) => {
      const flow = b.flow(b.atHome(), 'joint-use')
      flow.items = ['name', 'image']
      return b.share(flow, -30, { items: ['name', 'result'] })
    },
  ],
  [
    'refuse',
    false,
    'joint use for something else',
    (b) => {
      const flow = b.flow(b.atHome(), 'joint-use')
      return b.share(flow, -30, { purposes: [b.otherPurpose(flow)] })
    },
  ],
  ['domestic', true, 'third party with consent', (b) => b.plainly(b.flow(b.atHome(), 'third-party'))],
  ['refuse', false, 'third party without consent', (b) => b.flow(b.atHome(), 'third-party')],
  [
    'refuse',
    false,
    'consent at home to an entrustment without contract',
    (b) => b.everybody(b.flow(b.atHome(), 'entrustment')),
  ],
  ['designated', false, 'entrusted in a designated country', (b) => b.entrust(b.flow(b.designated(), 'entrustment'))],
  ['designated', false, 'joint use in a designated country', (b) => b.share(b.flow(b.designated(), 'joint-use'), -9)],
  ['designated', true, 'third party in a designated country', (b) => b.plainly(b.flow(b.designated(), 'third-party'))],
  [
    'refuse',
    false,
    'designated, and no ground',
    (b) => b.flow(b.designated(), b.random.pick(['entrustment', 'joint-use', 'third-party'])),
  ],
  [
    'refuse',
    false,
    'designated, informed consent, no ground',
    (b) => b.everybody(b.flow(b.designated(), 'entrustment')),
  ],
  ['refuse', false, 'server in a designated country', (b) => b.entrust(b.flow(b.recipient('US', 'DE'), 'entrustment'))],
  [
    'designated',
    false,
    'first day of a designation',
    (b) => b.entrust(b.designate(b.flow(b.newland(), 'entrustment'), 'first-day')),
  ],
  [
    'designated',
    false,
    'last day of a designation',
    (b) => b.entrust(b.designate(b.flow(b.newland(), 'entrustment'), 'last-day')),
  ],
  [
    'refuse',
    false,
    'designation that ended',
    (b) => b.entrust(b.designate(b.flow(b.newland(), 'entrustment'), 'ended')),
  ],
  [
    'refuse',
    false,
    'designation to come',
    (b) => b.entrust(b.designate(b.flow(b.newland(), 'entrustment'), 'pending')),
  ],
  ['designated', true, 'designated before consent', (b) => b.everybody(b.flow(b.designated(), 'third-party'))],
]

/** A flow abroad with a contract of entrustment; only the measures can carry it. */
const entrusted = (b: Builder): Flow => b.entrust(b.flow(b.abroad(), 'entrustment'))
const fresh = (b: Builder): number[] => [b.random.int(0, 300), b.random.int(400, 900)]

const measures: Listed[] = [
  ['equivalent', false, 'checked lately', (b) => b.measure(entrusted(b), fresh(b))],
  ['equivalent', false, 'checked 365 days ago', (b) => b.measure(entrusted(b), [365, 700])],
  ['refuse', false, 'checked 366 days ago', (b) => b.measure(entrusted(b), [366, 700])],
  [
    'refuse',
    false,
    'checked a year too late',
    (b) => b.measure(entrusted(b), [b.random.int(380, 700), -b.random.int(1, 40)]),
  ],
  ['equivalent', false, 'checked that day', (b) => b.measure(entrusted(b), [0])],
  ['refuse', false, 'never checked', (b) => b.measure(entrusted(b), [])],
  [
    'refuse',
    false,
    'stopped',
    (b) => {
      const flow = entrusted(b)
      return b.measure(flow, [2, 100], { stopped: dayAfter(flow.on, -b.random.pick([1, 60])) })
    },
  ],
  [
    'refuse',
    false,
    'stopped that day',
    (b) => {
      const flow = entrusted(b)
      return b.measure(flow, [20], { stopped: flow.on })
    },
  ],
  [
    'equivalent',
    false,
    'stopped later',
    (b) => {
      const flow = entrusted(b)
      return b.measure(flow, [20], { stopped: dayAfter(flow.on, b.random.pick([1, 60])) })
    },
  ],
  ['refuse', false, 'agreement ended', (b) => b.measure(entrusted(b), fresh(b), {}, 'ended')],
  ['refuse', false, 'agreement to come', (b) => b.measure(entrusted(b), [10], {}, 'pending')],
  ['equivalent', false, 'last day of the agreement', (b) => b.measure(entrusted(b), fresh(b), {}, 'last-day')],
  [
    'refuse',
    false,
    'for something else',
    (b) => {
      const flow = entrusted(b)
      return b.measure(flow, fresh(b), { purposes: [b.otherPurpose(flow)] })
    },
  ],
  ['refuse', false, 'somebody else’s', (b) => b.measure(entrusted(b), fresh(b), { recipient: b.abroad() })],
  ['refuse', false, 'fresh checks, and no ground', (b) => b.measure(b.flow(b.abroad(), 'entrustment'), fresh(b))],
  [
    'equivalent',
    true,
    'third party with plain consent',
    (b) => b.measure(b.plainly(b.flow(b.abroad(), 'third-party')), fresh(b)),
  ],
  ['equivalent', false, 'joint use', (b) => b.measure(b.share(b.flow(b.abroad(), 'joint-use'), -40), fresh(b))],
  [
    'equivalent',
    false,
    'a lapsed agreement beside a fresh one',
    (b) => b.measure(b.measure(entrusted(b), [500]), [50]),
  ],
  ['equivalent', false, 'measures before consent', (b) => b.measure(b.everybody(entrusted(b)), fresh(b))],
  ['consent', true, 'lapsed, but consent', (b) => b.measure(b.everybody(entrusted(b)), [366])],
]

export const recipes = { storage, grounds, measures, consents }
