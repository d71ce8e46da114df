import { asc, eq, getTableColumns, sql } from 'drizzle-orm'
import { people } from '../identity/schema.ts'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { submissionComments, submissionCommentTexts } from './schema.ts'

export type CommentEntry = typeof submissionComments.$inferSelect

/** One change of a submission's comments at a time: what may be edited is decided by what is there. */
export async function lockComments(ctx: Context, submissionId: Id<'submission'>): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`comments:${submissionId}`}, 0))`)
}

/** Everything that was said of a submission, oldest first; `text` is null where the words were erased. */
export async function listCommentEntries(ctx: Context, submissionId: Id<'submission'>) {
  const { path, line, text } = getTableColumns(submissionCommentTexts)
  return ctx.db
    .select({ entry: submissionComments, authorName: people.name, path, line, text })
    .from(submissionComments)
    .innerJoin(people, eq(people.id, submissionComments.authorId))
    .leftJoin(submissionCommentTexts, eq(submissionCommentTexts.entryId, submissionComments.id))
    .where(eq(submissionComments.submissionId, submissionId))
    .orderBy(asc(submissionComments.at), asc(submissionComments.id))
}

export async function selectOptionalCommentEntry(ctx: Context, id: Id<'commentEntry'>): Promise<CommentEntry | null> {
  const [row] = await ctx.db.select().from(submissionComments).where(eq(submissionComments.id, id))
  return row ?? null
}

export async function insertCommentEntry(
  ctx: Context,
  entry: typeof submissionComments.$inferInsert,
  words: Omit<typeof submissionCommentTexts.$inferInsert, 'entryId'>,
): Promise<void> {
  await ctx.db.insert(submissionComments).values(entry)
  await ctx.db.insert(submissionCommentTexts).values({ ...words, entryId: entry.id })
}
