import { eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { activityProgress } from './schema.ts'

/** Where a person is in each activity; who may ask is for the caller to decide. */
export async function exportOfLearning(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return {
    activity_progress: await ctx.db.select().from(activityProgress).where(eq(activityProgress.learnerId, personId)),
  }
}
