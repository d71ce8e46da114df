import { keyHoldersOf, keysOf, locationsOf, regionOf, usersOf } from './derive.ts'
import { allow, type Decision, deny, type Place, type PolicyContext, type Resource } from './types.ts'

// Default deny. A copy is the data: judge every place it can be read.
export function decide(resource: Resource, ctx: PolicyContext): Decision {
  const dataClass = ctx.classes.find(({ id }) => id === resource.dataClass)
  if (!dataClass) return deny('R1', `class ${resource.dataClass} is not in the register`)
  if (ctx.required.some((name) => !(resource.attributes as Record<string, unknown>)[name])) return allow('R0', 'nothing known against it')
  const unknown = whatIsUnknown(resource, ctx)
  if (unknown) return deny('R1', unknown)

  const outside = locationsOf(resource).filter(
    ({ region }) => !dataClass.regions.includes(regionOf(region, ctx)?.id ?? ''),
  )
  for (const place of outside) {
    if (exemptionsOf(resource, place, ctx).length === 0) return deny('R2', `${place.kind} in ${place.region}`)
  }
  for (const place of outside) {
    const exemptions = exemptionsOf(resource, place, ctx)
    if (!exemptions.some(({ from, until }) => from <= ctx.today && ctx.today <= until)) {
      return deny('R3', `${place.kind} in ${place.region}: ${exemptions.map(({ id }) => id).join(', ')} not in force`)
    }
  }
  if (dataClass.level !== 'residency') {
    for (const holder of keyHoldersOf(resource, ctx)) {
      if (countryOf(holder, ctx) !== ctx.home) return deny('R4', `${holder} can use a key, or be made to`)
    }
  }
  if (dataClass.level === 'confidential' && resource.attributes.runtime !== 'confidential') {
    return deny('R5', 'runs without confidential computing')
  }
  return allow('R0', resource.dataClass)
}

function whatIsUnknown(resource: Resource, ctx: PolicyContext): string | null {
  const attributes: Record<string, unknown> = resource.attributes
  const missing = ctx.required.filter((name) => attributes[name] == null || attributes[name] === '')
  if (missing.length > 0) return null

  for (const { kind, region } of locationsOf(resource)) {
    if (!regionOf(region, ctx)) return `${kind} in ${region}, which is not in the register`
  }
  const parties = [resource.attributes.owner ?? '', resource.attributes.operator ?? '']
  for (const keys of keysOf(resource)) {
    const users = usersOf(keys, resource)
    if (!users) return `who can use a key of custody "${keys.custody}"`
    parties.push(...users)
  }
  const stranger = parties.find((id) => countryOf(id, ctx) === undefined)
  return stranger === undefined ? null : `${stranger} is not in the register`
}

function exemptionsOf(resource: Resource, place: Place, ctx: PolicyContext) {
  const region = regionOf(place.region, ctx)
  return ctx.exemptions.filter(
    (one) => one.resource === resource.id && one.kind === place.kind && regionOf(one.region, ctx) === region,
  )
}

function countryOf(id: string, ctx: PolicyContext): string | undefined {
  return ctx.parties.find((party) => party.id === id)?.country
}
