import type { Policy } from '../platform/authorise.ts'
import { hasRole } from '../platform/context.ts'

/** The trail holds ids and codes only; auditors read all of it, operators see that it holds. */
export const readAudit: Policy<null> = {
  action: 'audit.read',
  decide: (actor) => (hasRole(actor, 'auditor') ? { kind: 'site' } : null),
}
