import type { Builder, Listed } from './build.ts'

export const keys: Listed[] = [
  ['exposed', 'in the clear', (b) => b.copy(b.reached(), null)],
  ['not-exposed', 'key of the customer', (b) => b.copy(b.reached(), [b.home()])],
  [
    'exposed',
    'key that the holder can use too',
    (b) => {
      const holder = b.reached()
      b.copy(holder, b.random.shuffle([holder, b.home()]))
    },
  ],
  [
    'exposed',
    'key of the holder',
    (b) => {
      const holder = b.reached()
      b.copy(holder, [holder])
    },
  ],
  ['exposed', 'bytes and key with two in reach', (b) => b.copy(b.reached(), [b.reached(), b.home()])],
  ['not-exposed', 'key without bytes', (b) => b.copy(b.home(), [b.reached()])],
  [
    'exposed',
    'backup with a key of its maker',
    (b) => {
      const maker = b.reached()
      const { workload } = b.copy(b.reached(), [b.home()])
      b.copy(maker, [maker], workload, 'backup')
    },
  ],
  [
    'exposed',
    'backup in the clear',
    (b) => void b.copy(b.reached(), null, b.copy(b.home(), [b.home()]).workload, 'backup'),
  ],
  [
    'not-exposed',
    'two halves of two copies',
    (b) => void b.copy(b.home(), [b.reached()], b.copy(b.reached(), [b.home()]).workload, 'replica'),
  ],
  [
    'not-exposed',
    'cipher abroad, clear at home',
    (b) => void b.copy(b.home(), null, b.copy(b.reached(), [b.home()]).workload, 'replica'),
  ],
]

/** A workload whose copies are nobody's concern but the customer's. */
const closed = (b: Builder): string => b.copy(b.random.chance(0.5) ? b.reached() : b.home(), [b.home()]).workload
const away = (b: Builder): string => b.random.pick(['JP', b.otherCountry()])

export const support: Listed[] = [
  ['exposed', 'employer in reach', (b) => b.support(b.reached(), away(b), 'content', closed(b))],
  ['exposed', 'people in reach', (b) => b.support(b.home(), b.graph.law, 'content', closed(b))],
  ['exposed', 'last day of support', (b) => b.support(b.reached(), away(b), 'content', closed(b), 'last-day')],
  ['exposed', 'first day of support', (b) => b.support(b.home(), b.graph.law, 'content', closed(b), 'first-day')],
  ['not-exposed', 'figures only', (b) => b.support(b.reached(), b.graph.law, 'metrics', closed(b))],
  ['not-exposed', 'support from home', (b) => b.support(b.home(), away(b), 'content', closed(b))],
  ['not-exposed', 'support that ended', (b) => b.support(b.reached(), b.graph.law, 'content', closed(b), 'ended')],
  ['not-exposed', 'support to come', (b) => b.support(b.reached(), b.graph.law, 'content', closed(b), 'pending')],
]

/** A company whose seat nobody has told. */
const hidden = (b: Builder): string => b.party(null)
/** A company at home under an owner whose seat nobody has told. */
function veiled(b: Builder): string {
  const id = b.party('JP')
  b.holds(hidden(b), id, b.random.int(50, 100))
  return id
}

export const unknown: Listed[] = [
  ['unknown', 'holder without a seat', (b) => b.copy(hidden(b), null)],
  ['unknown', 'owner without a seat', (b) => b.copy(veiled(b), null)],
  ['not-exposed', 'holder without a seat, key at home', (b) => b.copy(hidden(b), [b.home()])],
  ['unknown', 'key without users', (b) => b.copy(b.reached(), [])],
  ['unknown', 'key without users, holder without a seat', (b) => b.copy(hidden(b), [])],
  ['not-exposed', 'key without users, at home', (b) => b.copy(b.home(), [])],
  ['unknown', 'key user without a seat', (b) => b.copy(b.reached(), [b.home(), hidden(b)])],
  ['not-exposed', 'key user without a seat, bytes at home', (b) => b.copy(b.home(), [hidden(b)])],
  ['exposed', 'one key user in reach, one without a seat', (b) => b.copy(b.reached(), [hidden(b), b.reached()])],
  ['not-exposed', 'minority without a seat', (b) => b.holds(hidden(b), b.copy(b.home(), null).holder, 49)],
  [
    'exposed',
    'no seat, and a branch',
    (b) => {
      const party = hidden(b)
      b.graph.presences.push({ party, country: b.graph.law, kind: 'branch' })
      b.copy(party, null)
    },
  ],
  ['exposed', 'no seat, and an owner in reach', (b) => b.holds(b.anchor(), b.copy(hidden(b), null).holder, 80)],
  ['unknown', 'support without a seat', (b) => b.support(hidden(b), away(b), 'content', closed(b))],
  [
    'exposed',
    'support without a seat, people in reach',
    (b) => b.support(veiled(b), b.graph.law, 'content', closed(b)),
  ],
  ['not-exposed', 'figures for somebody without a seat', (b) => b.support(hidden(b), away(b), 'metrics', closed(b))],
  [
    'exposed',
    'one route sure, one not',
    (b) => b.support(hidden(b), away(b), 'content', b.copy(b.reached(), null).workload),
  ],
]
