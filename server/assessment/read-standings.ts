import { listRoles, type Role, roleOf } from '../catalog/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { listWithHeldEvidence } from './held-queries.ts'
import { observationFacts } from './judge-readiness.ts'
import { type Readiness, readinessFor } from './readiness.ts'
import { listEvidenceOf, listReadyByFact, listStandingObservations } from './readiness-queries.ts'

/**
 * Where learners stand for one role at `ctx.now`, in as many queries for a thousand as for one, by what they were told
 * themselves: a grade that waits for its release shows to nobody through them. Who may know is for the caller to decide.
 */
export async function readStandings(
  ctx: Context,
  learnerIds: readonly Id<'person'>[],
  roleCode: string,
): Promise<Map<Id<'person'>, Readiness>> {
  const role: Role | undefined = (await listRoles(ctx)).map(roleOf).find(({ code }) => code === roleCode)
  if (!role) return new Map()
  const evidence = await listEvidenceOf(ctx, learnerIds, 'told')
  const observations = await listStandingObservations(ctx, learnerIds)
  return new Map(
    learnerIds.map((id) => {
      const seen = observationFacts(observations.get(id) ?? [], roleCode)
      return [id, readinessFor(role, evidence.get(id) ?? [], seen, ctx.now)]
    }),
  )
}

/**
 * Learners who are ready for a role now and may know it: who is so only by a grade that waits for its release is not among
 * them until then.
 */
export async function listReadyLearners(
  ctx: Context,
  roleCode: string,
  only: Id<'person'> | null = null,
): Promise<Id<'person'>[]> {
  const ready = await listReadyByFact(ctx, roleCode, only)
  const doubtful = await listWithHeldEvidence(ctx, ready)
  if (doubtful.size === 0) return ready
  const standings = await readStandings(ctx, [...doubtful], roleCode)
  return ready.filter((id) => !doubtful.has(id) || standings.get(id)?.state === 'ready')
}
