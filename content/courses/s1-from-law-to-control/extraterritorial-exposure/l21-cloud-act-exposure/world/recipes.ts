import type { Builder, Listed, Recipe, When } from './build.ts'
import { keys, support, unknown } from './key-recipes.ts'

/** A provider that holds a workload in the clear: the verdict is then whether it is in reach. */
function provider(b: Builder, country: string | null = 'JP'): string {
  const id = b.party(country)
  b.copy(id, null)
  return id
}

function chain(b: Builder, from: string, weakest = 50): string {
  const length = b.random.int(2, 6)
  const weak = b.random.int(1, length)
  let at = from
  for (let link = 1; link <= length; link++) {
    const next = b.party(link === length ? b.graph.law : b.random.pick(['JP', b.otherCountry()]))
    b.holds(next, at, link === weak ? weakest : b.random.int(51, 90))
    at = next
  }
  return at
}

const dated =
  (when: When): Recipe =>
  (b) =>
    b.holds(b.anchor(), provider(b), b.random.int(50, 100), when)
const datedRight =
  (when: When): Recipe =>
  (b) =>
    b.right(b.anchor(), provider(b), b.random.pick(['management', 'board-majority']), when)

/** The owner's two subsidiaries together hold half or more of the provider. */
function group(b: Builder, toFirst: number, toSecond: number, first: number, second: number): void {
  const owner = b.anchor()
  const [one, other, target] = [b.party('JP'), b.party(b.otherCountry()), provider(b)]
  b.holds(owner, one, toFirst)
  b.holds(owner, other, toSecond)
  b.holds(one, target, first)
  b.holds(other, target, second)
}

const control: Listed[] = [
  ['exposed', 'own seat', (b) => provider(b, b.graph.law)],
  ['not-exposed', 'at home', (b) => b.copy(b.home(), null)],
  ['not-exposed', 'owned in a third country', (b) => b.holds(b.party(b.otherCountry()), provider(b), 100)],
  ['exposed', 'branch', (b) => b.graph.presences.push({ party: provider(b), country: b.graph.law, kind: 'branch' })],
  [
    'not-exposed',
    'sales site, and a branch elsewhere',
    (b) => {
      const party = provider(b)
      b.graph.presences.push({ party, country: b.graph.law, kind: 'sales-site' })
      b.graph.presences.push({ party, country: b.otherCountry(), kind: 'branch' })
    },
  ],
  ['exposed', 'owner with a branch', (b) => b.holds(b.anchor(), provider(b), b.random.int(51, 100))],
  ['exposed', 'chain of majorities', (b) => void chain(b, provider(b))],
  ['not-exposed', 'chain with a weak link', (b) => void chain(b, provider(b), 49)],
  ['exposed', 'exactly half', (b) => b.holds(b.anchor(), provider(b), 50)],
  ['not-exposed', 'just under half', (b) => b.holds(b.anchor(), provider(b), 49)],
  [
    'exposed',
    'joint venture',
    (b) => {
      const target = provider(b)
      for (const owner of b.random.shuffle([b.anchor(), b.home()])) b.holds(owner, target, 50)
    },
  ],
  ['exposed', 'group', (b) => group(b, b.random.int(50, 100), 100, b.random.int(25, 40), b.random.int(25, 40))],
  ['not-exposed', 'group with a part that is not controlled', (b) => group(b, 49, 100, 45, b.random.int(20, 45))],
  ['not-exposed', 'group that is too small', (b) => group(b, 100, 100, 25, 24)],
  [
    'exposed',
    'two tranches',
    (b) => {
      const [owner, target] = [b.anchor(), provider(b)]
      b.holds(owner, target, b.random.int(25, 49))
      b.holds(owner, target, b.random.int(25, 49), b.random.pick(['now', 'first-day', 'last-day']))
    },
  ],
  [
    'not-exposed',
    'two tranches, one sold',
    (b) => {
      const [owner, target] = [b.anchor(), provider(b)]
      b.holds(owner, target, b.random.int(25, 49))
      b.holds(owner, target, b.random.int(25, 49), b.random.pick(['ended', 'pending']))
    },
  ],
  [
    'exposed',
    'a small product of majorities',
    (b) => {
      const [owner, middle] = [b.anchor(), b.party('JP')]
      b.holds(owner, middle, b.random.int(50, 60))
      b.holds(middle, provider(b), b.random.int(50, 60))
    },
  ],
  [
    'exposed',
    'circle with a way in',
    (b) => {
      const [first, second, third] = [provider(b), b.party('JP'), b.party('JP')]
      b.holds(second, first, 60)
      b.holds(third, second, 60)
      b.holds(first, third, 60)
      b.right(b.anchor(), b.random.pick([second, third]), b.random.pick(['management', 'board-majority']))
    },
  ],
  [
    'not-exposed',
    'circle without a way in',
    (b) => {
      const [first, second, third] = [provider(b), b.party('JP'), b.party('JP')]
      b.holds(second, first, 60)
      b.holds(third, second, 60)
      b.holds(first, third, 60)
      b.holds(b.anchor(), b.random.pick([first, second, third]), 40)
    },
  ],
  [
    'not-exposed',
    'minorities that hold each other',
    (b) => {
      const [owner, first, second] = [b.anchor(), provider(b), b.party('JP')]
      b.holds(owner, first, 30)
      b.holds(first, second, 30)
      b.holds(second, first, 25)
    },
  ],
  ['exposed', 'management contract', datedRight('now')],
  ['exposed', 'right on its last day', datedRight('last-day')],
  ['exposed', 'right on its first day', datedRight('first-day')],
  ['not-exposed', 'right that ended', datedRight('ended')],
  ['not-exposed', 'right to come', datedRight('pending')],
  ['not-exposed', 'observer', (b) => b.right(b.anchor(), provider(b), 'observer')],
  [
    'exposed',
    'right over a parent',
    (b) => {
      const parent = b.party('JP')
      b.right(b.anchor(), parent, 'management')
      b.holds(parent, provider(b), b.random.int(50, 100))
    },
  ],
  [
    'exposed',
    'ladder on which each step needs the one before',
    (b) => {
      const owner = b.anchor()
      let last = b.party('JP')
      b.holds(owner, last, 60)
      for (let steps = b.random.int(2, 4); steps > 0; steps--) {
        const next = steps === 1 ? provider(b) : b.party('JP')
        b.holds(owner, next, 30)
        b.holds(last, next, 25)
        last = next
      }
    },
  ],
  [
    'exposed',
    'right of a subsidiary',
    (b) => {
      const middle = b.party('JP')
      b.holds(b.anchor(), middle, b.random.int(50, 100))
      b.right(middle, provider(b), 'board-majority')
    },
  ],
  ['exposed', 'share on its last day', dated('last-day')],
  ['exposed', 'share on its first day', dated('first-day')],
  ['not-exposed', 'share that was sold', dated('ended')],
  ['not-exposed', 'share to be bought', dated('pending')],
  ['not-exposed', 'subsidiary in reach', (b) => b.holds(provider(b), b.anchor(), 100)],
  [
    'not-exposed',
    'sister in reach',
    (b) => {
      const parent = b.home()
      b.holds(parent, provider(b), 100)
      b.holds(parent, b.anchor(), 100)
    },
  ],
]

export const recipes = { control, keys, support, unknown }
