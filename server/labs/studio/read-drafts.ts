import type { z } from 'zod'
import { authorise } from '../../platform/authorise.ts'
import { getBlobs } from '../../platform/blobs.ts'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import {
  countJobsBeforeDraft,
  type Draft,
  type DraftJob,
  listDraftFiles,
  listDraftFilesOf,
  listDraftsOf,
  listJobsOf,
  listOrganisationNames,
  listPublications,
  listStandingJobs,
  type Publication,
  selectDraft,
  selectOptionalDraftFile,
} from '../studio-queries.ts'
import { checkDraft } from './check-draft.ts'
import { filesOfManifest, manifestDigestOf, manifestOf } from './draft-files.ts'
import type { DraftFileInput, DraftInput } from './inputs.ts'
import type { JobProgress, JobResult } from './job-results.ts'
import * as policy from './policy.ts'

export type DraftState = 'draft' | 'proving' | 'proven' | 'published'

type StandingJob = Awaited<ReturnType<typeof listStandingJobs>>[number]

/** Where the files as they are now stand; `number` is the newest published version, of these files or of earlier ones. */
function standingOf(
  manifestDigest: string,
  jobs: readonly StandingJob[],
  publications: readonly Publication[],
): { state: DraftState; number: number | null } {
  const [newest] = publications
  const number = newest?.number ?? null
  if (jobs.some(({ finishedAt }) => finishedAt === null)) return { state: 'proving', number }
  if (newest?.manifestDigest === manifestDigest) return { state: 'published', number }
  const isProven = jobs.some((job) => job.isProven && job.manifestDigest === manifestDigest)
  return { state: isProven ? 'proven' : 'draft', number }
}

/** Drafts of the organisations where one is an instructor, and those organisations. @throws AppError `not_found` */
export async function listDrafts(ctx: Context) {
  const scope = authorise(ctx, policy.listDrafts, null)
  const organisationIds = scope.kind === 'organisations' ? scope.organisationIds : []
  const rows = await listDraftsOf(ctx, organisationIds)
  const ids = rows.map(({ draft }) => draft.id)
  const [organisations, files, jobs, published] = await Promise.all([
    listOrganisationNames(ctx, organisationIds),
    listDraftFilesOf(ctx, ids),
    listStandingJobs(ctx, ids),
    listPublications(ctx, ids),
  ])
  return {
    organisations,
    drafts: rows.map(({ draft, organisationNames, author }) => ({
      ...{ id: draft.id, slug: draft.slug, code: draft.code, titles: draft.titles, changedAt: draft.changedAt },
      ...{ author, organisationNames },
      ...standingOf(
        manifestDigestOf(manifestOf(files.filter(({ draftId }) => draftId === draft.id))),
        jobs.filter(({ draftId }) => draftId === draft.id),
        published.map(({ publication }) => publication).filter(({ draftId }) => draftId === draft.id),
      ),
    })),
  }
}

async function jobOf(ctx: Context, job: DraftJob) {
  const { id, kind, manifestDigest, queuedAt, finishedAt, outcome, isProven } = job
  const isLeased = job.leaseExpiresAt !== null && job.leaseExpiresAt > ctx.now
  const state = finishedAt ? ('finished' as const) : isLeased ? ('running' as const) : ('queued' as const)
  return {
    ...{ id, kind, manifestDigest, queuedAt, finishedAt, outcome, isProven, state },
    position: state === 'queued' ? (await countJobsBeforeDraft(ctx, queuedAt)) + 1 : null,
    progress: job.progress as JobProgress | null,
    result: job.result as JobResult | null,
  }
}

/** Of each kind of work the newest, and the proof that the files as they are now have. */
async function newestJobs(ctx: Context, draft: Draft) {
  const rows = await listJobsOf(ctx, [draft.id], 30)
  const kinds = ['starter', 'solution', 'prove'] as const
  const newest = kinds.flatMap((kind) => rows.find((row) => row.kind === kind) ?? [])
  return Promise.all(newest.map((row) => jobOf(ctx, row)))
}

/**
 * A draft as the studio shows it: files, what is wrong with them, work on them, what was published.
 * @throws AppError `not_found`
 */
export async function readDraft(ctx: Context, input: z.output<typeof DraftInput>) {
  const draft = await selectDraft(ctx, input.draftId as Id<'labDraft'>)
  authorise(ctx, policy.useDraft, draft)
  const [files, jobs, standing, published, [organisation]] = await Promise.all([
    listDraftFiles(ctx, draft.id),
    newestJobs(ctx, draft),
    listStandingJobs(ctx, [draft.id]),
    listPublications(ctx, [draft.id]),
    listOrganisationNames(ctx, [draft.organisationId]),
  ])
  const manifest = manifestOf(files)
  const manifestDigest = manifestDigestOf(manifest)
  const problems = await checkDraft(ctx, draft, await filesOfManifest(ctx, manifest))
  return {
    ...{ draftId: draft.id, slug: draft.slug, code: draft.code, titles: draft.titles, revision: draft.revision },
    ...{ manifestDigest, problems, jobs, organisationNames: organisation!.names },
    ...standingOf(
      manifestDigest,
      standing,
      published.map(({ publication }) => publication),
    ),
    files: files.filter(({ blobDigest }) => blobDigest).map(({ path, revision }) => ({ path, revision })),
    publications: published.map(({ publication, publisher }) => ({
      ...{ number: publication.number, publishedAt: publication.publishedAt, publisher },
      isCurrent: publication.manifestDigest === manifestDigest,
    })),
  }
}

/** One file of a draft as text. @throws AppError `not_found` */
export async function readDraftFile(ctx: Context, input: z.output<typeof DraftFileInput>) {
  const draft = await selectDraft(ctx, input.draftId as Id<'labDraft'>)
  authorise(ctx, policy.useDraft, draft)
  const file = await selectOptionalDraftFile(ctx, draft.id, input.path)
  if (!file) throw new AppError('not_found')
  const bytes = file.blobDigest ? (await getBlobs(ctx, [file.blobDigest])).get(file.blobDigest)! : null
  return { path: file.path, revision: file.revision, content: bytes?.toString() ?? null }
}
