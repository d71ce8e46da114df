import type { Copy, Keys, PlaceKind, PolicyContext, Resource } from '../world/types.ts'

export type Decision = { effect: 'allow' | 'deny'; rule: string; reason: string }
type Place = { kind: PlaceKind; region: string }

/**
 * What the rules of the README say about a workload. This file is also the text from which the broken policies of the
 * mutation check are made, so it imports nothing at run time.
 */
export function decide(resource: Resource, context: PolicyContext): Decision {
  const unknown = whatIsUnknown(resource, context)
  if (unknown !== null) return deny('R1', unknown)
  const dataClass = context.classes.find(({ id }) => id === resource.dataClass)
  if (!dataClass) return deny('R1', `class ${resource.dataClass}`)

  const places = placesOf(resource).map(({ kind, region }) => ({ kind, region: regionId(region, context) }))
  const outside = places.filter(({ region }) => region !== null && !dataClass.regions.includes(region))
  const uncovered = outside.find((place) => exemptionsFor(resource, place, context).length === 0)
  if (uncovered) return deny('R2', `${uncovered.kind} in ${uncovered.region}`)
  const over = outside.find(
    (place) => !exemptionsFor(resource, place, context).some((one) => inForce(one, context.today)),
  )
  if (over) return deny('R3', `${over.kind} in ${over.region}`)

  const needsKeys = dataClass.level === 'customer-held-keys' || dataClass.level === 'confidential'
  const compelled = keyHolders(resource).flatMap((holder) => withOwners(holder, context))
  const foreign = compelled.find((party) => countryOf(party, context) !== context.home)
  if (needsKeys && foreign !== undefined) return deny('R4', `key within reach of ${foreign}`)

  const needsEnclave = dataClass.level === 'confidential'
  if (needsEnclave && resource.attributes.runtime !== 'confidential') return deny('R5', 'runs in the clear')
  return { effect: 'allow', rule: 'R0', reason: resource.dataClass }
}

function deny(rule: string, reason: string): Decision {
  return { effect: 'deny', rule, reason }
}

function whatIsUnknown(resource: Resource, context: PolicyContext): string | null {
  const attributes: Record<string, unknown> = resource.attributes
  const missing = context.required.find((name) => isEmpty(attributes[name]))
  if (missing !== undefined) return `${missing} is missing`
  const place = placesOf(resource).find(({ region }) => regionId(region, context) === null)
  if (place) return `${place.kind} in an unknown region`
  if (keysOf(resource).some((keys) => !isKnownCustody(keys))) return 'custody of a key is unknown'
  const { owner, operator } = resource.attributes
  const parties = [owner ?? '', operator ?? '', ...keyHolders(resource)]
  const stranger = parties.find((party) => countryOf(party, context) === null)
  return stranger === undefined ? null : `${stranger} is unknown`
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function isKnownCustody(keys: Keys): boolean {
  if (keys.custody === 'provider') return true
  return (keys.custody === 'customer-managed' || keys.custody === 'customer-held') && !isEmpty(keys.holder)
}

function placesOf(resource: Resource): Place[] {
  const at = (kind: PlaceKind) => (copy: Copy) => ({ kind, region: copy.region })
  return [
    { kind: 'primary', region: resource.attributes.region ?? '' },
    ...resource.replicas.map(at('replica')),
    ...resource.replicas.flatMap((replica) => replica.backups ?? []).map(at('backup')),
    ...resource.backups.map(at('backup')),
    ...resource.logs.filter((log) => log.quotesContent !== false).map(at('log')),
    ...resource.telemetry.filter((stream) => stream.pseudonymised !== true).map(at('telemetry')),
    ...resource.support
      .filter((support) => support.canRead !== false)
      .map((support): Place => ({ kind: 'support', region: support.from })),
  ]
}

function regionId(name: string, context: PolicyContext): string | null {
  const wanted = plain(name)
  return context.regions.find(({ id, aliases }) => [id, ...aliases].some((one) => plain(one) === wanted))?.id ?? null
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '')
}

function exemptionsFor(resource: Resource, place: { kind: PlaceKind; region: string | null }, context: PolicyContext) {
  return context.exemptions.filter(
    (one) => one.resource === resource.id && one.kind === place.kind && regionId(one.region, context) === place.region,
  )
}

function inForce(exemption: { from: string; until: string }, today: string): boolean {
  return exemption.from <= today && today <= exemption.until
}

function keysOf(resource: Resource): Keys[] {
  const copies = [
    ...resource.replicas,
    ...resource.replicas.flatMap((replica) => replica.backups ?? []),
    ...resource.backups,
  ]
  return [resource.attributes.keys, ...copies.map(({ keys }) => keys)].filter(
    (keys) => keys !== undefined && keys !== null,
  )
}

function keyHolders(resource: Resource): string[] {
  const operator = resource.attributes.operator ?? ''
  return keysOf(resource).flatMap(({ custody, holder = '' }) => {
    if (custody === 'provider') return [operator]
    return custody === 'customer-managed' ? [holder, operator] : [holder]
  })
}

function countryOf(id: string, context: PolicyContext): string | null {
  return context.parties.find((party) => party.id === id)?.country ?? null
}

function withOwners(id: string, context: PolicyContext): string[] {
  const owner = context.parties.find((party) => party.id === id)?.ownedBy ?? null
  return owner === null ? [id] : [id, ...withOwners(owner, context)]
}
