import { type Decision, deny, type PolicyContext, type Resource } from './types.ts'

export function decide(resource: Resource, _ctx: PolicyContext): Decision {
  return deny('R2', `${resource.id} might be anywhere`)
}
