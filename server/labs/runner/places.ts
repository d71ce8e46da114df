import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import type { PlaceLimits } from '../submission-support.ts'

interface Holder {
  learnerId: Id<'person'>
  organisationId: Id<'organisation'> | null
}

const MAX_LIVE = 200

/** Who holds a workspace in use on this runner. Counting and taking are one step, so two at once never pass the last place. */
export class Places {
  readonly #holders = new Map<Id<'workspace'>, Holder>()

  /** Which limit is in the way of one more; null when none is. */
  obstacle(
    holder: Holder,
    limits: PlaceLimits | null,
  ): 'quotaOpenLabsPerPerson' | 'quotaOpenLabs' | 'runnerFull' | null {
    if (this.#holders.size >= MAX_LIVE) return 'runnerFull'
    if (!limits) return null
    const all = [...this.#holders.values()]
    const own = all.filter(({ learnerId }) => learnerId === holder.learnerId).length
    if (own >= limits.perPerson) return 'quotaOpenLabsPerPerson'
    const { organisationId } = holder
    const beside = organisationId ? all.filter((other) => other.organisationId === organisationId).length : 0
    return beside >= limits.perOrganisation ? 'quotaOpenLabs' : null
  }

  /** @throws AppError `unavailable` (quotaOpenLabsPerPerson, quotaOpenLabs, runnerFull) */
  take(id: Id<'workspace'>, holder: Holder, limits: PlaceLimits | null): void {
    const reason = this.obstacle(holder, limits)
    if (reason) throw new AppError('unavailable', { reason })
    this.#holders.set(id, holder)
  }

  give(id: Id<'workspace'>): void {
    this.#holders.delete(id)
  }

  /** Workspaces that stand in the way of one more: the person's own, else the organisation's, else all. */
  inTheWay(holder: Holder, obstacle: NonNullable<ReturnType<Places['obstacle']>>): Id<'workspace'>[] {
    const stands = {
      quotaOpenLabsPerPerson: (other: Holder) => other.learnerId === holder.learnerId,
      quotaOpenLabs: (other: Holder) => other.organisationId === holder.organisationId,
      runnerFull: () => true,
    }[obstacle]
    return [...this.#holders].filter(([, other]) => stands(other)).map(([id]) => id)
  }

  /** How many are in use, by organisation; those of none under the empty text. */
  counts(): Record<string, number> {
    const groups = Object.groupBy(this.#holders.values(), ({ organisationId }) => organisationId ?? '')
    return Object.fromEntries(Object.entries(groups).map(([id, list]) => [id, list!.length]))
  }
}
