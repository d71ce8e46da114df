import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { listToldProgress } from './queries.ts'

/** Where a person is in each activity, as they may know it; who may ask is for the caller to decide. */
export async function exportOfLearning(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return {
    activity_progress: await listToldProgress(ctx, personId),
  }
}
