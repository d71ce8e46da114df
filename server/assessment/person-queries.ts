import { eq, getTableColumns, inArray } from 'drizzle-orm'
import { workspaces } from '../labs/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import * as s from './schema.ts'

/** A person's rows of every table of assessment, without seeds; what a learner may read of a result is for the caller. */
export async function selectPersonRows(ctx: Context, personId: Id<'person'>) {
  const { seed: _seed, ...attempt } = getTableColumns(s.attempts)
  const attempts = await ctx.db.select(attempt).from(s.attempts).where(eq(s.attempts.learnerId, personId))
  const attemptIds = attempts.map(({ id }) => id)
  const observations = await ctx.db.select().from(s.observations).where(eq(s.observations.learnerId, personId))
  const observationIds = observations.map(({ id }) => id)
  const [submissions, jobs, answers, evidence, notes, seals, readiness, outcomes] = await Promise.all([
    ctx.db.select().from(s.submissions).where(inArray(s.submissions.attemptId, attemptIds)),
    ctx.db
      .select({ job: s.gradingJobs, versionId: s.attempts.versionId })
      .from(s.gradingJobs)
      .innerJoin(s.submissions, eq(s.submissions.id, s.gradingJobs.submissionId))
      .innerJoin(s.attempts, eq(s.attempts.id, s.submissions.attemptId))
      .where(eq(s.gradingJobs.learnerId, personId)),
    ctx.db.select().from(s.questionAnswers).where(inArray(s.questionAnswers.attemptId, attemptIds)),
    ctx.db.select().from(s.competencyEvidence).where(eq(s.competencyEvidence.learnerId, personId)),
    ctx.db.select().from(s.observationNotes).where(inArray(s.observationNotes.observationId, observationIds)),
    ctx.db.select().from(s.observationSeals).where(inArray(s.observationSeals.observationId, observationIds)),
    ctx.db.select().from(s.readinessEvents).where(eq(s.readinessEvents.learnerId, personId)),
    ctx.db
      .select(getTableColumns(s.workOutcomes))
      .from(s.workOutcomes)
      .innerJoin(workspaces, eq(workspaces.id, s.workOutcomes.workspaceId))
      .where(eq(workspaces.learnerId, personId)),
  ])
  return { attempts, submissions, jobs, answers, evidence, observations, notes, seals, readiness, outcomes }
}
