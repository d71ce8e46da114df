import type { Verdict } from '../world/build.ts'
import type { Copy, Graph, Period } from '../world/types.ts'

export type Row = { workload: string; verdict: Verdict; through: string[]; because: string[] }

/** Three values: true, false, and null for what nobody knows. */
type Sure = boolean | null

/** All conditions of a route: one that fails for certain settles it. */
const both = (one: Sure, other: Sure): Sure => (one === false || other === false ? false : one && other)
/** Any of several: one that holds for certain settles it. */
const some = (all: Sure[]): Sure => all.includes(true) || (all.includes(null) ? null : false)

/** The rules of the README, for every workload of a graph. */
export function judgeGraph(graph: Graph): Row[] {
  const { law, today } = graph
  const inForce = ({ from, until }: Period) => from <= today && (until === null || today <= until)
  const anchors = new Set([
    ...graph.parties.filter(({ country }) => country === law).map(({ id }) => id),
    ...graph.presences.filter(({ kind, country }) => kind === 'branch' && country === law).map(({ party }) => party),
  ])
  const veiled = new Set(graph.parties.filter(({ country }) => country === null).map(({ id }) => id))
  const controllers = controllersOf(graph, inForce)
  const within = (party: string): Sure => {
    const above = controllers.get(party) ?? [party]
    return above.some((one) => anchors.has(one)) || (above.some((one) => veiled.has(one)) ? null : false)
  }
  const usersOf = (key: string) => graph.keyUsers.filter((user) => user.key === key).map(({ party }) => party)
  const readable = ({ key }: Copy): Sure => {
    if (key === null) return true
    const users = usersOf(key)
    return users.length === 0 ? null : some(users.map(within))
  }

  return graph.workloads.map(({ id }) => {
    const copies = graph.copies
      .filter(({ workload }) => workload === id)
      .map((copy) => ({
        sure: both(within(copy.holder), readable(copy)),
        parties: [copy.holder, ...(copy.key === null ? [] : usersOf(copy.key)).filter((user) => within(user) === true)],
      }))
    const sessions = graph.support
      .filter((one) => one.workload === id && one.access === 'content' && inForce(one))
      .map(({ party, seat }) => ({ sure: seat === law || within(party), parties: [party] }))
    const routes = [...copies, ...sessions]
    const sure = some(routes.map((route) => route.sure))
    const through = sorted(routes.filter((route) => route.sure === true).flatMap(({ parties }) => parties))
    const because = sorted(through.flatMap((party) => controllers.get(party) ?? []).filter((one) => anchors.has(one)))
    return { workload: id, verdict: sure === null ? 'unknown' : sure ? 'exposed' : 'not-exposed', through, because }
  })
}

/** For each party everybody who controls it, itself included. */
function controllersOf(graph: Graph, inForce: (period: Period) => boolean): Map<string, string[]> {
  const above = new Map<string, string[]>(graph.parties.map(({ id }) => [id, []]))
  const holdings = group(graph.holdings.filter(inForce), ({ owner }) => owner)
  const rights = group(
    graph.rights.filter((right) => inForce(right) && right.kind !== 'observer'),
    ({ holder }) => holder,
  )
  for (const { id } of graph.parties) {
    const held = new Map<string, number>()
    const reached = [id]
    const add = (party: string) => {
      if (!reached.includes(party)) reached.push(party)
    }
    for (let at = 0; at < reached.length; at++) {
      const party = reached[at] as string
      for (const { owned, percent } of holdings.get(party) ?? []) {
        const total = (held.get(owned) ?? 0) + percent
        held.set(owned, total)
        if (total >= 50) add(owned)
      }
      for (const { over } of rights.get(party) ?? []) add(over)
    }
    for (const party of reached) above.get(party)?.push(id)
  }
  return above
}

function group<T>(rows: T[], by: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(by(row), [...(groups.get(by(row)) ?? []), row])
  return groups
}

const sorted = (ids: string[]): string[] => [...new Set(ids)].sort((one, other) => (one < other ? -1 : 1))
