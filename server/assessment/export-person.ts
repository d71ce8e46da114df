import { type GradeResult, labDefinitionOf, toldChecks } from '../labs/index.ts'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonFile, PersonTables } from '../platform/person-data.ts'
import { listHeldOf } from './held-queries.ts'
import { selectPersonRows } from './person-queries.ts'

type Rows = Awaited<ReturnType<typeof selectPersonRows>>

/** What a grade that waits for its release does not tell. */
const UNTOLD = { outcome: null, score: null, isPassed: null, resultDigest: null, result: null }

/** Grades as their learner may read them: of a hidden check the class of behaviour and the points. */
async function toldJobs(ctx: Context, jobs: Rows['jobs'], held: ReadonlySet<Id<'submission'>>) {
  const versions = [...new Set(jobs.map(({ versionId }) => versionId))]
  const definitions = new Map(
    await Promise.all(versions.map(async (id) => [id, await labDefinitionOf(ctx, id)] as const)),
  )
  return jobs.map(({ job, versionId }) => {
    const isHeld = held.has(job.submissionId)
    const { result, ...facts } = isHeld ? { ...job, ...UNTOLD } : job
    const checks = toldChecks('learner', definitions.get(versionId)!, result as GradeResult | null)
    return { ...facts, checks, waitsForRelease: isHeld }
  })
}

async function submittedFiles(ctx: Context, submissions: Rows['submissions']): Promise<PersonFile[]> {
  const manifests = await getBlobs(
    ctx,
    submissions.map(({ snapshotDigest }) => snapshotDigest),
  )
  return submissions.flatMap(({ id, snapshotDigest }) => {
    const manifest = manifests.get(snapshotDigest)
    if (!manifest) return []
    const files = Object.entries(JSON.parse(manifest.toString()) as Record<string, string>)
    return files.map(([path, digest]) => ({ path: `submissions/${id}/${path}`, digest }))
  })
}

/**
 * All that was asked, answered, submitted, graded and observed of a person, but what waits for the release of a grade; who
 * may ask is for the caller to decide.
 */
export async function exportOfAssessment(
  ctx: Context,
  personId: Id<'person'>,
): Promise<{ tables: PersonTables; files: PersonFile[] }> {
  const rows = await selectPersonRows(ctx, personId)
  const held = await listHeldOf(ctx, personId)
  const untold = new Set(rows.evidence.filter(({ submissionId }) => held.has(submissionId)).map(({ id }) => id))
  const comments = rows.comments.filter(({ submissionId }) => !held.has(submissionId))
  const reviews = rows.reviews.filter(({ submissionId }) => !held.has(submissionId))
  const told = new Set(reviews.map(({ id }) => id))
  const said = new Set(comments.map(({ id }) => id))
  return {
    tables: {
      attempts: rows.attempts,
      submissions: rows.submissions,
      grading_jobs: await toldJobs(ctx, rows.jobs, held),
      question_answers: rows.answers,
      exam_answers: rows.choices,
      submission_reviews: reviews,
      submission_review_notes: rows.reviewNotes.filter(({ reviewId }) => told.has(reviewId)),
      competency_evidence: rows.evidence.filter(({ id }) => !untold.has(id)),
      observations: rows.observations,
      observation_notes: rows.notes,
      observation_seals: rows.seals,
      readiness_events: rows.readiness.filter(({ evidenceIds }) => !evidenceIds.some((id) => untold.has(id))),
      work_outcomes: rows.outcomes,
      submission_comments: comments,
      submission_comment_texts: rows.words.filter(({ entryId }) => said.has(entryId)),
    },
    files: await submittedFiles(ctx, rows.submissions),
  }
}
