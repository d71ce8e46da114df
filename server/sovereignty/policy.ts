import type { Policy } from '../platform/authorise.ts'
import { type Actor, hasRole } from '../platform/context.ts'

const byOperator = (actor: Actor) => (hasRole(actor, 'operator') ? ({ kind: 'site' } as const) : null)

export const readHealth: Policy<null> = { action: 'site.health', decide: byOperator }
export const manageQueues: Policy<null> = { action: 'queues.manage', decide: byOperator }
export const manageQuotas: Policy<null> = { action: 'quotas.manage', decide: byOperator }
export const manageBackups: Policy<null> = { action: 'backups.manage', decide: byOperator }
export const manageUpgrade: Policy<null> = { action: 'upgrade.manage', decide: byOperator }
export const manageKeys: Policy<null> = { action: 'keys.manage', decide: byOperator }
