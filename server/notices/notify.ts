import type { Context } from '../platform/context.ts'
import { derivedId, type Id } from '../platform/ids.ts'
import { insertNotices } from './queries.ts'
import type { NoticeKind } from './schema.ts'

export interface Told {
  kind: NoticeKind
  subjectId: string
  activityId?: Id<'activity'> | null
  /** What makes two notices of a kind about a thing the same one; the thing itself unless given. */
  cause?: string
}

/** Tells people of something, once: the same cause again tells nobody twice. Who closed their account is not told. */
export async function notify(ctx: Context, personIds: Iterable<Id<'person'>>, told: Told): Promise<void> {
  const { kind, subjectId, activityId = null, cause = subjectId } = told
  const rows = [...new Set(personIds)].map((personId) => ({
    ...{ id: derivedId<'notice'>('notice', kind, personId, cause), personId, kind, subjectId, activityId },
  }))
  await insertNotices(ctx, rows)
}
