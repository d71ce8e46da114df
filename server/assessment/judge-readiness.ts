import { record } from '../audit/index.ts'
import { listRoles, type Role, roleOf } from '../catalog/index.ts'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { startOfDay } from '../platform/dates.ts'
import { emit } from '../platform/events.ts'
import { type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { becameReady, readinessLapsed } from './events.ts'
import { type EvidenceFact, type ObservationFact, readinessFor } from './readiness.ts'
import {
  insertReadiness,
  listEvidenceFacts,
  listObservations,
  listOverdueLearners,
  lockReadiness,
  type Observation,
  selectOptionalLastReadiness,
  withdrawEvidenceOf,
} from './readiness-queries.ts'

export function observationFacts(rows: readonly Observation[], roleCode: string): ObservationFact[] {
  return rows
    .filter((row) => row.roleCode === roleCode)
    .map(({ id, isMet, observedOn, recordedAt }) => {
      // A day in Tokyo begins before UTC's: what is signed has been seen.
      const day = startOfDay('UTC', observedOn)
      return { id, isMet, observedAt: day < recordedAt ? day : recordedAt }
    })
}

/** The first instant since `after` at which all parts of a role were there. */
function readySince(
  role: Role,
  facts: readonly EvidenceFact[],
  observations: readonly ObservationFact[],
  after: Date,
  now: Date,
): Date {
  const times = [...facts.map((f) => f.validFrom), ...observations.map((o) => o.observedAt)]
  const candidates = times.filter((at) => at > after && at <= now).toSorted((a, b) => a.getTime() - b.getTime())
  return candidates.find((at) => readinessFor(role, facts, observations, at).state === 'ready') ?? now
}

async function openRoles(ctx: Context): Promise<Role[]> {
  return (await listRoles(ctx)).filter(({ status }) => status === 'open').map(roleOf)
}

async function judgeRole(
  ctx: Context,
  learnerId: Id<'person'>,
  role: Role,
  facts: readonly EvidenceFact[],
  observations: readonly ObservationFact[],
): Promise<void> {
  const readiness = readinessFor(role, facts, observations, ctx.now)
  const last = await selectOptionalLastReadiness(ctx, learnerId, role.code)
  const wasReady = last?.kind === 'reached'
  const base = { learnerId, roleCode: role.code, recordedAt: ctx.now }
  if (readiness.state === 'ready') {
    if (wasReady && last.validUntil?.getTime() === readiness.validUntil?.getTime()) return
    const id = newId<'readinessEvent'>()
    const since = readySince(role, facts, observations, last?.occurredAt ?? new Date(0), ctx.now)
    const occurredAt = wasReady ? ctx.now : since
    await insertReadiness(ctx, {
      ...{ ...base, id, kind: 'reached', occurredAt, validUntil: readiness.validUntil },
      ...{
        evidenceIds: readiness.evidenceIds as Id<'evidence'>[],
        observationId: readiness.observation.id as Id<'observation'>,
      },
    })
    await record(ctx, 'readiness.reach', { type: 'readinessEvent', id }, { learnerId, role: role.code })
    if (!wasReady)
      await emit(ctx, becameReady, {
        readinessId: id,
        learnerId,
        roleCode: role.code,
        occurredAt: occurredAt.toISOString(),
      })
    return
  }
  if (!wasReady) return
  const id = newId<'readinessEvent'>()
  const occurredAt = last.validUntil && last.validUntil < ctx.now ? last.validUntil : ctx.now
  await insertReadiness(ctx, { ...base, id, kind: 'lapsed', occurredAt, evidenceIds: [] })
  await record(ctx, 'readiness.lapse', { type: 'readinessEvent', id }, { learnerId, role: role.code })
  await emit(ctx, readinessLapsed, {
    readinessId: id,
    learnerId,
    roleCode: role.code,
    occurredAt: occurredAt.toISOString(),
  })
}

/** Records for every open role whether a learner became ready or ceased to be. Running it again records nothing. */
export async function judgeReadiness(ctx: Context, payload: { learnerId: string }): Promise<void> {
  const learnerId = payload.learnerId as Id<'person'>
  await inTransaction(ctx, async (ctx) => {
    await lockReadiness(ctx, learnerId)
    const facts = await listEvidenceFacts(ctx, learnerId, 'all')
    const observations = await listObservations(ctx, learnerId)
    for (const role of await openRoles(ctx))
      await judgeRole(ctx, learnerId, role, facts, observationFacts(observations, role.code))
  })
}

/** What was shown for a withdrawn credential is evidence no more, and readiness that rested on it ends. */
export async function withdrawEvidence(
  ctx: Context,
  payload: { learnerId: string; submissionId: string; cause: 'withdrawn' | 'erased' },
): Promise<void> {
  if (payload.cause === 'erased') return
  await inTransaction(ctx, async (ctx) => {
    const submissionId = payload.submissionId as Id<'submission'>
    if (!(await withdrawEvidenceOf(ctx, submissionId))) return
    await record(ctx, 'evidence.withdraw', { type: 'submission', id: submissionId })
    await judgeReadiness(ctx, payload)
  })
}

/** Records every readiness that ran out since it was last looked at. */
export async function lapseReadiness(ctx: Context): Promise<void> {
  for (const learnerId of await listOverdueLearners(ctx)) await judgeReadiness(ctx, { learnerId })
}

/** Where the signed-in learner stands for every role: what is shown, until when, and what is missing. */
export async function readReadiness(ctx: Context) {
  const { personId } = requirePerson(ctx)
  const [roles, facts, observations] = await Promise.all([
    listRoles(ctx),
    listEvidenceFacts(ctx, personId, 'told'),
    listObservations(ctx, personId),
  ])
  return roles.map((row) => {
    const role = roleOf(row)
    const { evidenceIds: _, ...readiness } = readinessFor(
      role,
      facts,
      observationFacts(observations, role.code),
      ctx.now,
    )
    return {
      role: {
        code: role.code,
        name: role.name,
        mission: role.mission,
        status: row.status,
        recheck: role.recheck ?? null,
      },
      ...readiness,
    }
  })
}
