import type { z } from 'zod'
import { authorise } from '../../platform/authorise.ts'
import type { Context } from '../../platform/context.ts'
import type { Id } from '../../platform/ids.ts'
import { tarOf } from '../../platform/tar.ts'
import { selectDraft, selectPublication } from '../studio-queries.ts'
import { filesOfManifest, readManifest } from './draft-files.ts'
import type { DraftVersionInput } from './inputs.ts'
import * as policy from './policy.ts'

/**
 * A published version with every file that its author wrote, as a folder that fits below a module of `content/`.
 * @throws AppError `not_found`
 */
export async function readDraftArchive(
  ctx: Context,
  input: z.output<typeof DraftVersionInput>,
): Promise<{ name: string; file: string }> {
  const draft = await selectDraft(ctx, input.draftId as Id<'labDraft'>)
  authorise(ctx, policy.useDraft, draft)
  const { number, manifestDigest, publishedAt } = await selectPublication(ctx, draft.id, input.number)
  const files = await filesOfManifest(ctx, await readManifest(ctx, manifestDigest))
  const folder = new Map([...files].map(([path, bytes]) => [`${draft.slug}/${path}`, bytes]))
  return { name: `${draft.slug}-v${number}.tar`, file: tarOf(folder, publishedAt).toString('base64') }
}
