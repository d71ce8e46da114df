import { Builder, type When } from './build.ts'
import type { Graph, Random } from './types.ts'

const when: readonly When[] = [...Array<When>(9).fill('now'), 'ended', 'pending', 'last-day', 'first-day']

/** Many companies that own parts of each other at random, in circles too, and workloads spread over them. */
export function addTangle(random: Random, graph: Graph, companies: number, workloads: number): void {
  const b = new Builder(random, graph)
  const ids = Array.from({ length: companies }, () => b.party(country(random, b)))
  for (const owned of ids) addOwners(b, owned, ids)
  for (let count = 0; count < workloads; count++) {
    const users = () => Array.from({ length: random.int(1, 3) }, () => random.pick(ids))
    const { workload } = b.copy(random.pick(ids), random.chance(0.7) ? users() : null)
    if (random.chance(0.4)) b.copy(random.pick(ids), random.chance(0.9) ? users() : [], workload, 'backup')
    if (random.chance(0.3)) {
      const access = random.chance(0.6) ? 'content' : 'metrics'
      b.support(random.pick(ids), country(random, b) ?? 'JP', access, workload, random.pick(when))
    }
  }
}

function addOwners(b: Builder, owned: string, ids: string[]): void {
  const { random } = b
  let left = 100
  const owners = random.shuffle(ids.filter((id) => id !== owned)).slice(0, random.int(0, 3))
  for (const owner of owners) {
    const percent = Math.min(left, random.pick([10, 20, 25, 30, 40, 50, 51, 60, 75]))
    if (percent > 0) b.holds(owner, owned, percent, random.pick(when))
    left -= percent
  }
  if (random.chance(0.06))
    b.right(random.pick(ids), owned, random.pick(['management', 'board-majority', 'observer']), random.pick(when))
  if (random.chance(0.04))
    b.graph.presences.push({
      party: owned,
      country: random.chance(0.5) ? b.graph.law : b.otherCountry(),
      kind: random.pick(['branch', 'sales-site']),
    })
}

function country(random: Random, b: Builder): string | null {
  if (random.chance(0.06)) return null
  return random.chance(0.05) ? b.graph.law : random.pick(['JP', b.otherCountry()])
}
