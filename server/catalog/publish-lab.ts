import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { readLab } from './content/load-content.ts'
import { importVersion } from './import-content.ts'
import * as queries from './queries.ts'

export interface OrganisationLab {
  ownerId: Id<'organisation'>
  slug: string
  files: Map<string, Uint8Array>
  /** The whole definition, as the labs domain reads it. */
  definition: unknown
}

/**
 * Makes an immutable version of a practice lab that belongs to an organisation and to no course. The same files again
 * are the same version. Who may, and that the lab is proven, is the caller's to know.
 * @throws AppError `precondition_failed` (labAdopted: the catalogue has it by now; labCodeTaken), `invalid_input` (labBroken)
 */
export async function publishLab(
  ctx: Context,
  { ownerId, slug, files, definition }: OrganisationLab,
): Promise<{ activityId: Id<'activity'>; versionId: Id<'contentVersion'>; digest: string }> {
  const { lab } = readLab(files, slug)
  if (!lab) throw new AppError('invalid_input', { reason: 'labBroken' })
  const activityId = lab.activityId as Id<'activity'>
  return inTransaction(ctx, async (ctx) => {
    const row = {
      ...{
        id: activityId,
        moduleId: null,
        ownerId,
        slug,
        code: lab.definition.code,
        kind: 'lab' as const,
        position: 0,
      },
      ...{ titles: lab.title, minutes: lab.minutes, competencies: lab.competencies },
    }
    if (await queries.isCodeOfAnother(ctx, row))
      throw new AppError('precondition_failed', { reason: 'labCodeTaken', params: { code: row.code } })
    if (!(await queries.upsertOwnedActivity(ctx, row)))
      throw new AppError('precondition_failed', { reason: 'labAdopted' })
    const { versionId } = await importVersion(ctx, lab, definition)
    return { activityId, versionId, digest: lab.digest }
  })
}
