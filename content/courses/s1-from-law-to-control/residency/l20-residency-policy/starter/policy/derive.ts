import type { Place, PolicyContext, Region, Resource } from './types.ts'

/** Every place where the content of a resource can be read. So far: the primary copy only. */
export function locationsOf(resource: Resource): Place[] {
  const places: Place[] = []
  if (resource.attributes.region) places.push({ kind: 'primary', region: resource.attributes.region })
  return places
}

/** Ids of all parties that can use a key of the resource, or can be made to. So far: the named holder only. */
export function keyHoldersOf(resource: Resource, ctx: PolicyContext): string[] {
  const holder = resource.attributes.keys?.holder
  return holder && ctx.parties.some(({ id }) => id === holder) ? [holder] : []
}

/** The region that a name in a manifest means. So far: exact ids only. */
export function regionOf(name: string, ctx: PolicyContext): Region | undefined {
  return ctx.regions.find(({ id }) => id === name)
}
