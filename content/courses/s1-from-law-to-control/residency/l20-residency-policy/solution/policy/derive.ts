import type { Copy, Keys, Place, PolicyContext, Region, Resource } from './types.ts'

/** Every place where the content of a resource can be read. A trace counts unless it says that it holds no content. */
export function locationsOf(resource: Resource): Place[] {
  const places: Place[] = [{ kind: 'primary', region: resource.attributes.region ?? '' }]
  for (const replica of resource.replicas) {
    places.push({ kind: 'replica', region: replica.region })
    for (const backup of replica.backups ?? []) places.push({ kind: 'backup', region: backup.region })
  }
  for (const backup of resource.backups) places.push({ kind: 'backup', region: backup.region })
  for (const log of resource.logs) {
    if (log.quotesContent !== false) places.push({ kind: 'log', region: log.region })
  }
  for (const stream of resource.telemetry) {
    if (stream.pseudonymised !== true) places.push({ kind: 'telemetry', region: stream.region })
  }
  for (const session of resource.support) {
    if (session.canRead !== false) places.push({ kind: 'support', region: session.from })
  }
  return places
}

/** Every key that opens a copy of the resource. */
export function keysOf(resource: Resource): Keys[] {
  const keys = resource.attributes.keys ? [resource.attributes.keys] : []
  const add = (copy: Copy) => {
    if (copy.keys) keys.push(copy.keys)
  }
  for (const replica of resource.replicas) {
    add(replica)
    replica.backups?.forEach(add)
  }
  resource.backups.forEach(add)
  return keys
}

/** Ids of the parties that can use a key themselves, or null where the manifest does not say. */
export function usersOf(keys: Keys, resource: Resource): string[] | null {
  const operator = resource.attributes.operator ?? ''
  switch (keys.custody) {
    case 'provider':
      return [operator]
    case 'customer-managed':
      return keys.holder ? [keys.holder, operator] : null
    case 'customer-held':
      return keys.holder ? [keys.holder] : null
    default:
      return null
  }
}

/** Ids of all parties that can use a key of the resource, or can be made to by owning one that can. */
export function keyHoldersOf(resource: Resource, ctx: PolicyContext): string[] {
  const holders = new Set<string>()
  const waiting = keysOf(resource).flatMap((keys) => usersOf(keys, resource) ?? [])
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (holders.has(id)) continue
    holders.add(id)
    const owner = ctx.parties.find((party) => party.id === id)?.ownedBy
    if (owner) waiting.push(owner)
  }
  return [...holders]
}

/** The region that a name in a manifest means, however it was typed. */
export function regionOf(name: string, ctx: PolicyContext): Region | undefined {
  const wanted = normalise(name)
  return ctx.regions.find(
    ({ id, aliases }) => normalise(id) === wanted || aliases.some((alias) => normalise(alias) === wanted),
  )
}

function normalise(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
}
