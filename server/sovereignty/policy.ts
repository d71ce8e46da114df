import type { Policy } from '../platform/authorise.ts'
import { type Actor, hasRole } from '../platform/context.ts'

const byOperator = (actor: Actor) => (hasRole(actor, 'operator') ? ({ kind: 'site' } as const) : null)

export const manageKeys: Policy<null> = { action: 'keys.manage', decide: byOperator }
