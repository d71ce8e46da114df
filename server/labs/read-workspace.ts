import type { z } from 'zod'
import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import type { FileInput, WorkspaceInput } from './inputs.ts'
import { isReadOnly, labVersionOf } from './lab-versions.ts'
import { requireOwnWorkspace } from './own-workspace.ts'
import {
  listFiles,
  listSaves,
  selectLabVersion,
  selectOptionalFile,
  selectOptionalMaker,
  selectOptionalProof,
} from './queries.ts'

/** The instructions as this attempt may show them: a proctored one has no hints, not even in what the browser gets. */
export function instructionsFor(mode: 'practice' | 'proctored', readme: string): string {
  return mode === 'practice' ? readme : readme.replaceAll(/^:::hint[^\n]*\n[\s\S]*?^:::[ \t]*$\n?/gm, '')
}

/** Everything the lab screen shows before the first keystroke; nothing of the grader, nothing hidden. */
export async function readWorkspace(ctx: Context, input: z.output<typeof WorkspaceInput>) {
  const workspace = await requireOwnWorkspace(ctx, input.workspaceId as Id<'workspace'>)
  const { definition, digest } = await labVersionOf(ctx, workspace.versionId)
  const { files: content } = await selectLabVersion(ctx, workspace.versionId)
  const files = await listFiles(ctx, workspace.id)
  const proof = await selectOptionalProof(ctx, digest)
  const madeBy = await selectOptionalMaker(ctx, workspace.versionId)
  const { checks, steps, title, summary, code, minutes, open, competencies, passScore, run, limits } = definition
  return {
    workspaceId: workspace.id,
    mode: workspace.mode,
    closesAt: workspace.closesAt,
    isClosed: workspace.closedAt !== null || (workspace.closesAt !== null && workspace.closesAt <= ctx.now),
    contentDigest: digest,
    /** Set for a lab that an organisation made for its own cohorts: practice, and evidence of nothing. */
    madeBy,
    proof: proof && { provenAt: proof.provenAt, imageDigest: proof.imageDigest },
    lab: {
      ...{ code, title, summary, minutes, open, competencies, passScore, steps, limits },
      run: run.argv.join(' '),
      hasModel: definition.model !== undefined,
      /** What a person marks besides, before it is evidence. */
      reviewFile: madeBy ? null : (definition.review?.file ?? null),
      checks: checks.map(({ id, title, probes, points, visibility, mustPass }) => ({
        id,
        title,
        probes: probes ?? null,
        points,
        visibility,
        mustPass,
      })),
    },
    readme: {
      en: instructionsFor(workspace.mode, content.get('README.en.md')?.bytes.toString() ?? ''),
      ja: instructionsFor(workspace.mode, content.get('README.ja.md')?.bytes.toString() ?? ''),
    },
    files: files
      .filter((file) => file.blobDigest !== null)
      .map((file) => ({
        path: file.path,
        revision: file.revision,
        isReadOnly: isReadOnly(definition, file.path),
        isChanged: file.blobDigest !== file.starterDigest,
      })),
  }
}

/** One file with its starter version, as text. @throws AppError `not_found` */
export async function readWorkspaceFile(ctx: Context, input: z.output<typeof FileInput>) {
  const workspace = await requireOwnWorkspace(ctx, input.workspaceId as Id<'workspace'>)
  const file = await selectOptionalFile(ctx, workspace.id, input.path)
  if (!file) throw new AppError('not_found')
  const bytes = await getBlobs(
    ctx,
    [file.blobDigest, file.starterDigest].filter((digest) => digest !== null),
  )
  return {
    path: file.path,
    revision: file.revision,
    content: file.blobDigest ? (bytes.get(file.blobDigest)?.toString() ?? null) : null,
    starter: file.starterDigest ? (bytes.get(file.starterDigest)?.toString() ?? null) : null,
  }
}

/** Versions of one file, newest first: nothing acknowledged is lost to a later save. */
export async function readFileHistory(ctx: Context, input: z.output<typeof FileInput>) {
  const workspace = await requireOwnWorkspace(ctx, input.workspaceId as Id<'workspace'>)
  return listSaves(ctx, workspace.id, input.path)
}
