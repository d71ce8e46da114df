import { getBlobs } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { eraseAssessmentRows, listSnapshotDigests } from './person-queries.ts'

/** Takes what can be read of a person's work and says which contents it had, but for submissions in `kept`. */
export async function eraseAssessment(
  ctx: Context,
  personId: Id<'person'>,
  kept: readonly Id<'submission'>[],
): Promise<string[]> {
  const snapshots = await listSnapshotDigests(ctx, personId, kept)
  const manifests = await getBlobs(ctx, snapshots)
  const files = [...manifests.values()].flatMap((manifest) =>
    Object.values(JSON.parse(manifest.toString()) as Record<string, string>),
  )
  await eraseAssessmentRows(ctx, personId)
  return [...new Set([...snapshots, ...files])]
}
