import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import { activities } from '../catalog/schema.ts'
import type { Context } from '../platform/context.ts'
import { prepared } from '../platform/db/prepared.ts'
import type { Id } from '../platform/ids.ts'
import type { PersonTables } from '../platform/person-data.ts'
import { type NoticeKind, notices } from './schema.ts'

export interface NewNotice {
  id: Id<'notice'>
  personId: Id<'person'>
  kind: NoticeKind
  subjectId: string
  activityId: Id<'activity'> | null
}

/** Writes notices that are new, to people whose accounts are open. */
export async function insertNotices(ctx: Context, rows: readonly NewNotice[]): Promise<void> {
  if (rows.length === 0) return
  await ctx.db.execute(sql`
    insert into notices (id, person_id, kind, subject_id, activity_id, at)
    select n.id, n.person_id, n.kind, n.subject_id, n.activity_id, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(
      rows.map(({ id, personId, kind, subjectId, activityId }) => ({
        ...{ id, kind, person_id: personId, subject_id: subjectId, activity_id: activityId },
      })),
    )}::jsonb) as n (id uuid, person_id uuid, kind text, subject_id uuid, activity_id uuid)
    join people p on p.id = n.person_id and p.closed_at is null
    on conflict do nothing`)
}

/** A person's notices, newest first. */
export async function listNoticesOf(
  ctx: Context,
  personId: Id<'person'>,
  { limit, offset }: { limit: number; offset: number },
) {
  return ctx.db
    .select({ notice: notices, code: activities.code, title: activities.titles })
    .from(notices)
    .leftJoin(activities, eq(activities.id, notices.activityId))
    .where(eq(notices.personId, personId))
    .orderBy(desc(notices.at), desc(notices.id))
    .limit(limit)
    .offset(offset)
}

export async function countNotices(ctx: Context, personId: Id<'person'>): Promise<number> {
  return ctx.db.$count(notices, eq(notices.personId, personId))
}

const unreadOf = prepared('unread-notices', (db) =>
  db
    .select({ unread: count() })
    .from(notices)
    .where(and(eq(notices.personId, sql.placeholder('personId')), isNull(notices.readAt))),
)

export async function countUnread(ctx: Context, personId: Id<'person'>): Promise<number> {
  const [row] = await unreadOf(ctx, { personId })
  return row!.unread
}

/** One's own notice, marked as read; null where there is none. */
export async function markRead(ctx: Context, personId: Id<'person'>, id: Id<'notice'>) {
  const isMine = and(eq(notices.id, id), eq(notices.personId, personId))
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now })
    .where(and(isMine, isNull(notices.readAt)))
  const [row] = await ctx.db.select().from(notices).where(isMine)
  return row ?? null
}

/** Marks everything as read that was told until `until`: what came since the list was looked at stays new. */
export async function markAllRead(ctx: Context, personId: Id<'person'>, until: Date): Promise<void> {
  await ctx.db
    .update(notices)
    .set({ readAt: ctx.now })
    .where(and(eq(notices.personId, personId), isNull(notices.readAt), sql`${notices.at} <= ${until}`))
}

/** What a person was told of; who may ask is for the caller to decide. */
export async function exportOfNotices(ctx: Context, personId: Id<'person'>): Promise<PersonTables> {
  return {
    notices: await ctx.db.select().from(notices).where(eq(notices.personId, personId)).orderBy(desc(notices.at)),
  }
}

/** Takes what a person was told of, when their erasure is due and not before. */
export async function eraseNotices(ctx: Context, personId: Id<'person'>): Promise<void> {
  await ctx.db.execute(sql`select terakoya_erase_notices(${personId})`)
}
