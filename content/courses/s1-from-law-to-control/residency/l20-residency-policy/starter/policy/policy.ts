import { locationsOf, regionOf } from './derive.ts'
import { allow, type Decision, deny, type PolicyContext, type Resource } from './types.ts'

// A beginning that looks right on a good day. Make it deny what it does not know.
export function decide(resource: Resource, ctx: PolicyContext): Decision {
  const dataClass = ctx.classes.find(({ id }) => id === resource.dataClass)
  if (!dataClass) return deny('R1', `class ${resource.dataClass} is not in the register`)

  for (const place of locationsOf(resource)) {
    const region = regionOf(place.region, ctx)
    if (!region || !dataClass.regions.includes(region.id)) return deny('R2', `${place.kind} in ${place.region}`)
  }
  return allow('R0', resource.dataClass)
}
