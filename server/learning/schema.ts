import { integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { activities, contentVersions } from '../catalog/schema.ts'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

/** Where a learner is in each activity: a view that events keep, never the source of a grade. */
export const activityProgress = pgTable(
  'activity_progress',
  {
    learnerId: uuid('learner_id').notNull().$type<Id<'person'>>(),
    activityId: uuid('activity_id')
      .notNull()
      .references(() => activities.id)
      .$type<Id<'activity'>>(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => contentVersions.id)
      .$type<Id<'contentVersion'>>(),
    startedAt: instant('started_at').notNull(),
    completedAt: instant('completed_at'),
    bestScore: integer('best_score'),
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.learnerId, t.activityId] })],
)
