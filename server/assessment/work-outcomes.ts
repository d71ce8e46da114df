import type { z } from 'zod'
import {
  type CheckTrace,
  callRunner,
  captureNow,
  type GradeResult,
  lockOwnWorkspace,
  type TraceEntry,
} from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { limitRate } from '../platform/rate-limits.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { WorkspaceInput } from './inputs.ts'
import {
  hasEditsSince,
  listWorkOutcomes,
  selectOptionalNewestSubmission,
  upsertWorkOutcome,
} from './outcome-queries.ts'
import * as policy from './policy.ts'
import { selectAttemptOfWorkspace } from './queries.ts'

type CheckResult = Extract<GradeResult, { outcome: 'graded' }>['checks'][number]

/** What the visible checks found; times in milliseconds. */
export interface CheckReport {
  score: number
  maxScore: number
  passed: boolean
  checks: (CheckResult & { ms: number | null })[]
  /** Of an agent lab, in the order of its checks. */
  traces: CheckTrace[]
  totalMs: number
}

/** What a Run printed, oldest first, and how it ended. */
export interface RunReport {
  output: { stream: 'stdout' | 'stderr'; data: string }[]
  /** Of an agent lab: what its model was asked and answered, and what its world did. */
  trace: TraceEntry[]
  /** The beginning was too long to keep. */
  isCut: boolean
  exit: { exitCode: number | null; reason: string; ms: number }
}

/** The revision of one's own workspace. @throws AppError `not_found`, `expired`, `conflict` (otherSession) */
export async function readRevision(ctx: Context, id: Id<'workspace'>, mayBeClosed = false): Promise<number> {
  return inTransaction(ctx, async (ctx) => (await lockOwnWorkspace(ctx, id, { mayBeClosed })).revision)
}

/**
 * Runs the visible checks on what is saved and keeps what they found. Costs nothing but is limited in rate.
 * @throws AppError `not_found`, `expired`, `rate_limited`, `unavailable`
 */
export async function checkWork(ctx: Context, input: z.output<typeof WorkspaceInput>): Promise<CheckReport> {
  const workspaceId = input.workspaceId as Id<'workspace'>
  authorise(ctx, policy.ownAttempt, await selectAttemptOfWorkspace(ctx, workspaceId))
  await readRevision(ctx, workspaceId)
  await limitRate(ctx, `check:${workspaceId}`, { max: 20, windowSeconds: 60 })
  await captureNow(ctx, workspaceId)
  const revision = await readRevision(ctx, workspaceId)
  const report = await callRunner<CheckReport>('check', { workspaceId }, 120_000)
  const result = { ...report, traces: storableJson(report.traces) }
  await upsertWorkOutcome(ctx, { workspaceId, kind: 'check', revision, at: ctx.now, result })
  return result
}

/** jsonb holds no NUL and no half of a character. */
const storable = (text: string) => text.replaceAll('\0', '\u2400').toWellFormed()

const storableJson = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))) as T

/** Keeps what a Run printed. What the program itself wrote belongs to the version that ran; an edit meanwhile does not. */
export async function recordRun(
  ctx: Context,
  run: { workspaceId: Id<'workspace'>; revision: number; at: Date; report: RunReport },
): Promise<void> {
  const { workspaceId, at, report } = run
  authorise(ctx, policy.ownAttempt, await selectAttemptOfWorkspace(ctx, workspaceId))
  await captureNow(ctx, workspaceId)
  const isEdited = await hasEditsSince(ctx, workspaceId, run.revision)
  const revision = isEdited ? run.revision : await readRevision(ctx, workspaceId, true)
  const output = report.output.map(({ stream, data }) => ({ stream, data: storable(data) }))
  await upsertWorkOutcome(ctx, {
    workspaceId,
    kind: 'run',
    revision,
    at,
    result: { ...report, output, trace: storableJson(report.trace) },
  })
}

/** Checks from before they left a trace have none. */
type StoredCheck = Pick<CheckReport, 'checks'> & Partial<Pick<CheckReport, 'traces'>>

const checkedOf = ({ checks, traces = [] }: StoredCheck) => ({ checks, traces })

/** What Check, Run and Submit last came to, and whether the files are still what it is about. @throws AppError `not_found` */
export async function readWorkOutcomes(ctx: Context, input: z.output<typeof WorkspaceInput>) {
  const workspaceId = input.workspaceId as Id<'workspace'>
  const attempt = await selectAttemptOfWorkspace(ctx, workspaceId)
  authorise(ctx, policy.ownAttempt, attempt)
  const current = await readRevision(ctx, workspaceId, true)
  const rows = await listWorkOutcomes(ctx, workspaceId)
  const check = rows.find(({ kind }) => kind === 'check')
  const run = rows.find(({ kind }) => kind === 'run')
  const submission = await selectOptionalNewestSubmission(ctx, attempt.id)
  const of = ({ at, revision }: { at: Date; revision: number }) => ({ at, isCurrent: revision === current })
  return {
    check: check ? { ...of(check), ...checkedOf(check.result as StoredCheck) } : null,
    run: run ? { ...of(run), ...(run.result as RunReport) } : null,
    submission: submission && {
      ...of({ at: submission.receivedAt, revision: submission.revision }),
      submissionId: submission.id,
    },
  }
}
