import { index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Id } from '../platform/ids.ts'
import { instant } from '../platform/schema.ts'

/** Enrolled, active, completed, certified, deployable, deployed, retained. */
export type Stage = 'S0' | 'S1' | 'S2' | 'S3' | 'S4' | 'S5' | 'S6'

/** The conversion ledger: append-only facts with two times; a correction names the fact it corrects. */
export const stageEvents = pgTable(
  'stage_events',
  {
    id: uuid('id').primaryKey().$type<Id<'stageEvent'>>(),
    enrolmentId: uuid('enrolment_id').notNull().$type<Id<'enrolment'>>(),
    cohortId: uuid('cohort_id').notNull().$type<Id<'cohort'>>(),
    stage: text('stage').notNull().$type<Stage>(),
    /** S4 lapses when its evidence does, and is reached again by a re-check; every other stage is only ever reached. */
    effect: text('effect').notNull().default('reached').$type<'reached' | 'lapsed'>(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    evidenceRef: text('evidence_ref').notNull(),
    corrects: uuid('corrects').$type<Id<'stageEvent'>>(),
  },
  (t) => [
    uniqueIndex('stage_events_once').on(t.enrolmentId, t.stage, t.evidenceRef),
    index('stage_events_cohort').on(t.cohortId, t.stage),
  ],
)
