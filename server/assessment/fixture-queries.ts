import { eq } from 'drizzle-orm'
import { listActivities } from '../catalog/index.ts'
import { assignments, enrolments } from '../cohorts/schema.ts'
import { insertMembership, insertPerson } from '../identity/index.ts'
import { putBlob } from '../platform/blobs.ts'
import { canonicalJson } from '../platform/canonical.ts'
import type { Context, Role } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, type TestDatabase } from '../platform/testing/database.ts'
import { attempts, competencyEvidence, gradingJobs, submissions } from './schema.ts'

export const FILES = { 'policy/policy.ts': 'one\ntwo\nthree', 'README.md': 'read me' }

/** Somebody with a role in an organisation, who has an account, and a way to act as them at a time. */
export async function newPerson(database: TestDatabase, role: Role, organisationId: Id<'organisation'>, now: Date) {
  const id = newId<'person'>()
  const setup = database.context(undefined, now)
  const name = `${role} ${id.slice(-6)}`
  await insertPerson(setup, { id, email: `${id}@test.invalid`, name, createdAt: now })
  await insertMembership(setup, { id: newId(), personId: id, organisationId, role, createdAt: now })
  return { id, name, as: (at = now): Context => database.context(actorWith(role, organisationId, id), at) }
}

export async function assign(
  ctx: Context,
  person: { id: Id<'person'> },
  cohortId: Id<'cohort'>,
  kind: 'instructor' | 'proctor' | 'assessor',
): Promise<void> {
  const row = { id: newId(), personId: person.id, cohortId, kind, assignedAt: ctx.now }
  await ctx.db.insert(assignments).values(row)
}

export async function endAssignments(ctx: Context, person: { id: Id<'person'> }): Promise<void> {
  await ctx.db.update(assignments).set({ endedAt: ctx.now }).where(eq(assignments.personId, person.id))
}

export async function enrol(ctx: Context, person: { id: Id<'person'> }, cohortId: Id<'cohort'>) {
  const id = newId<'enrolment'>()
  await ctx.db.insert(enrolments).values({ id, learnerId: person.id, cohortId, enrolledAt: ctx.now })
  return id
}

export async function labOf(ctx: Context) {
  const rows = await listActivities(ctx, ['s1-from-law-to-control'])
  return rows.find(({ activity }) => activity.kind === 'lab')!.activity
}

interface Handed {
  learnerId: Id<'person'>
  enrolmentId: Id<'enrolment'>
  mode?: 'practice' | 'proctored'
  files?: Record<string, string>
}

/** Hands in files for the course's lab and queues their grading. */
export async function handIn(ctx: Context, { learnerId, enrolmentId, mode = 'practice', files = FILES }: Handed) {
  const lab = await labOf(ctx)
  const [attemptId, submissionId, jobId] = [newId<'attempt'>(), newId<'submission'>(), newId<'gradingJob'>()]
  const assurance = mode === 'proctored' ? 'person_in_room' : 'none'
  await ctx.db.insert(attempts).values({
    ...{ id: attemptId, learnerId, enrolmentId, activityId: lab.id, versionId: lab.currentVersionId! },
    ...{ mode, assurance, requestedAt: ctx.now, openedAt: ctx.now, closedAt: ctx.now },
  })
  const manifest: Record<string, string> = {}
  for (const [path, text] of Object.entries(files)) manifest[path] = await putBlob(ctx, Buffer.from(text))
  const snapshotDigest = await putBlob(ctx, Buffer.from(canonicalJson(manifest)))
  await ctx.db
    .insert(submissions)
    .values({ id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: ctx.now })
  const queued = { id: jobId, submissionId, learnerId, purpose: 'grade' as const, requestedBy: learnerId }
  await ctx.db.insert(gradingJobs).values({ ...queued, queuedAt: ctx.now })
  return { submissionId, attemptId, jobId, activityId: lab.id }
}

/** What the entry role asks for beside L20, as evidence from practice; of an area at another level where a test says so. */
export async function showRestOfRole(
  ctx: Context,
  learnerId: Id<'person'>,
  expiresAt: Date,
  levels: Record<string, number> = {},
): Promise<void> {
  const rows = await listActivities(ctx, ['s1-from-law-to-control', 'a1-agent-loops'])
  const snapshotDigest = await putBlob(ctx, Buffer.from('{}'))
  for (const { activity } of rows.filter(({ activity }) => ['L01', 'L03', 'L22'].includes(activity.code ?? ''))) {
    const [attemptId, submissionId] = [newId<'attempt'>(), newId<'submission'>()]
    await ctx.db.insert(attempts).values({
      ...{ id: attemptId, learnerId, activityId: activity.id, versionId: activity.currentVersionId! },
      ...{ mode: 'practice', assurance: 'none', requestedAt: ctx.now, openedAt: ctx.now, closedAt: ctx.now },
    })
    await ctx.db
      .insert(submissions)
      .values({ id: submissionId, attemptId, snapshotDigest, revision: 1, receivedAt: ctx.now })
    for (const { area, level } of activity.competencies)
      await ctx.db.insert(competencyEvidence).values({
        ...{ id: newId<'evidence'>(), learnerId, area, level: levels[area] ?? level, submissionId, mode: 'practice' },
        ...{ validFrom: ctx.now, expiresAt },
      })
  }
}

/** Ends a grading job as a runner would. */
export async function grade(
  ctx: Context,
  jobId: Id<'gradingJob'>,
  outcome: { score: number; isPassed: boolean } | 'ungradable',
): Promise<void> {
  const set =
    outcome === 'ungradable'
      ? { outcome, score: 0, isPassed: false, result: { outcome, reason: 'crash' } }
      : {
          ...{ ...outcome, outcome: 'graded' as const, resultDigest: `digest ${jobId}` },
          result: {
            ...{ outcome: 'graded', measures: { checkMs: {} }, diagnostics: '' },
            checks: [
              { id: 'matrix', status: 'failed', points: 3, feedback: { en: 'about rows', ja: '行について' } },
              { id: 'explanation', status: 'failed', points: 0, feedback: { en: 'name the rule', ja: '規則の名前' } },
            ],
          },
        }
  await ctx.db
    .update(gradingJobs)
    .set({ ...set, finishedAt: ctx.now })
    .where(eq(gradingJobs.id, jobId))
}
