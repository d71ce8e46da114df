import type { z } from 'zod'
import { requirePerson } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import type { ListNoticesInput, NoticeInput } from './inputs.ts'
import { countNotices, countUnread as countUnreadOf, listNoticesOf, markAllRead, markRead } from './queries.ts'

const PAGE = 30

/** What the signed-in person was told of, newest first, and what of it is new. */
export async function listNotices(ctx: Context, input: z.output<typeof ListNoticesInput>) {
  const { personId } = requirePerson(ctx)
  const [rows, total, unread] = await Promise.all([
    listNoticesOf(ctx, personId, { limit: PAGE, offset: input.page * PAGE }),
    countNotices(ctx, personId),
    countUnreadOf(ctx, personId),
  ])
  return {
    ...{ total, unread, page: input.page, pages: Math.max(1, Math.ceil(total / PAGE)), readAt: ctx.now },
    notices: rows.map(({ notice: { id, kind, at, readAt }, code, title }) => ({
      ...{ id, kind, at, isRead: readAt !== null, activity: title ? { code, title } : null },
    })),
  }
}

export async function countUnread(ctx: Context): Promise<number> {
  return countUnreadOf(ctx, requirePerson(ctx).personId)
}

/** Marks one's notice as read and says what it is about. Again, it changes nothing. @throws AppError `not_found` */
export async function openNotice(ctx: Context, input: z.output<typeof NoticeInput>) {
  const notice = await markRead(ctx, requirePerson(ctx).personId, input.noticeId as Id<'notice'>)
  if (!notice) throw new AppError('not_found')
  return { kind: notice.kind, subjectId: notice.subjectId }
}

/** Marks everything as read that was there when the list was. */
export async function readAll(ctx: Context, input: { until: Date }): Promise<void> {
  await markAllRead(ctx, requirePerson(ctx).personId, input.until)
}
