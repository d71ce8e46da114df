import { listRoles, type Role, roleOf } from '../catalog/index.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { observationFacts } from './judge-readiness.ts'
import { type Readiness, readinessFor } from './readiness.ts'
import { listEvidenceOf, listStandingObservations } from './readiness-queries.ts'

/** Where learners stand for one role at `ctx.now`, in as many queries for a thousand as for one; who may know is for the caller to decide. */
export async function readStandings(
  ctx: Context,
  learnerIds: readonly Id<'person'>[],
  roleCode: string,
): Promise<Map<Id<'person'>, Readiness>> {
  const role: Role | undefined = (await listRoles(ctx)).map(roleOf).find(({ code }) => code === roleCode)
  if (!role) return new Map()
  const evidence = await listEvidenceOf(ctx, learnerIds)
  const observations = await listStandingObservations(ctx, learnerIds)
  return new Map(
    learnerIds.map((id) => {
      const seen = observationFacts(observations.get(id) ?? [], roleCode)
      return [id, readinessFor(role, evidence.get(id) ?? [], seen, ctx.now)]
    }),
  )
}
