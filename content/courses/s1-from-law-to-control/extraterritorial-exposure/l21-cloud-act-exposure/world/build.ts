import { elsewhere, roots, trades, workloads } from './names.ts'
import type { Copy, Graph, Period, Random, Right, Support } from './types.ts'

export function emptyGraph(random: Random, law: string): Graph {
  const today = dayAfter('2024-06-01', random.int(0, 900))
  const lists = { parties: [], presences: [], holdings: [], rights: [], workloads: [], copies: [], keyUsers: [] }
  return { law, today, ...lists, support: [] }
}

export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

export type Verdict = 'exposed' | 'not-exposed' | 'unknown'
/** Adds one workload, whose verdict is the one it is listed under, and whatever it refers to. */
export type Recipe = (b: Builder) => void
export type Listed = [verdict: Verdict, name: string, recipe: Recipe]

export type When = 'now' | 'first-day' | 'last-day' | 'ended' | 'pending'

/** Adds parties, edges and workloads to a graph, under names that are new each time. */
export class Builder {
  readonly random: Random
  readonly graph: Graph
  private made: number

  constructor(random: Random, graph: Graph) {
    this.random = random
    this.graph = graph
    const { parties, workloads, copies, support } = graph
    this.made = parties.length + workloads.length + 2 * copies.length + support.length
  }

  party(country: string | null): string {
    const name = `${this.random.pick(roots)} ${this.random.pick(trades)}`
    const id = `${name.toLowerCase().replace(' ', '-')}-${this.fresh()}`
    this.graph.parties.push({ id, name, country })
    return id
  }

  /** A company of Japan that nobody in reach controls; often with an owner at home. */
  home(): string {
    const id = this.party('JP')
    if (this.random.chance(0.4)) this.holds(this.party('JP'), id, this.random.int(51, 100))
    return id
  }

  /** Somebody with a seat or a branch where the law holds. */
  anchor(): string {
    if (this.random.chance(0.6)) return this.party(this.graph.law)
    const id = this.party(this.otherCountry())
    this.graph.presences.push({ party: id, country: this.graph.law, kind: 'branch' })
    return id
  }

  /** A company that is certainly in reach. */
  reached(): string {
    if (this.random.chance(0.3)) return this.anchor()
    const id = this.party('JP')
    this.holds(this.anchor(), id, this.random.int(50, 100))
    return id
  }

  otherCountry(): string {
    return this.random.pick(elsewhere.filter((country) => country !== this.graph.law))
  }

  holds(owner: string, owned: string, percent: number, when: When = 'now'): void {
    this.graph.holdings.push({ owner, owned, percent, ...this.period(when) })
  }

  right(holder: string, over: string, kind: Right['kind'], when: When = 'now'): void {
    this.graph.rights.push({ holder, over, kind, ...this.period(when) })
  }

  workload(): string {
    const title = workloads[this.graph.workloads.length % workloads.length]
    if (!title) throw new Error('no workload is named')
    const id = `${title.en.toLowerCase().replaceAll(' ', '-')}-${this.fresh()}`
    this.graph.workloads.push({ id, title })
    return id
  }

  /** `users` null: in the clear. Without a workload, a new one. */
  copy(holder: string, users: string[] | null, workload = this.workload(), kind = 'primary'): Copy {
    const key = users === null ? null : `key-${this.fresh()}`
    const copy = { id: `copy-${this.fresh()}`, workload, kind, holder, key }
    this.graph.copies.push(copy)
    for (const party of users ?? []) this.graph.keyUsers.push({ key: key as string, party })
    return copy
  }

  support(party: string, seat: string, access: Support['access'], workload: string, when: When = 'now'): void {
    this.graph.support.push({ id: `support-${this.fresh()}`, workload, party, seat, access, ...this.period(when) })
  }

  private period(when: When): Period {
    const { random } = this
    const { today } = this.graph
    const past = dayAfter(today, -random.int(40, 2000))
    if (when === 'first-day') return { from: today, until: random.chance(0.5) ? null : dayAfter(today, 90) }
    if (when === 'last-day') return { from: past, until: today }
    if (when === 'ended') return { from: past, until: dayAfter(today, -random.pick([1, 1, 30])) }
    if (when === 'pending') return { from: dayAfter(today, random.pick([1, 1, 120])), until: null }
    return { from: past, until: random.chance(0.3) ? dayAfter(today, random.int(2, 900)) : null }
  }

  private fresh(): string {
    this.made++
    return `${this.random.hex(1)}${this.made.toString(36)}`
  }
}

/** Fills a graph by recipes, each `times` over. Rows come in an order that gives nothing away. */
export function drawGraph(random: Random, graph: Graph, listed: Listed[], times: number): Graph {
  const builder = new Builder(random, graph)
  for (const [, , add] of random.shuffle(Array.from({ length: times }, () => listed).flat())) add(builder)
  return shuffleRows(random, graph)
}

export function shuffleRows(random: Random, graph: Graph): Graph {
  return {
    ...graph,
    parties: random.shuffle(graph.parties),
    presences: random.shuffle(graph.presences),
    holdings: random.shuffle(graph.holdings),
    rights: random.shuffle(graph.rights),
    copies: random.shuffle(graph.copies),
    keyUsers: random.shuffle(graph.keyUsers),
    support: random.shuffle(graph.support),
  }
}
