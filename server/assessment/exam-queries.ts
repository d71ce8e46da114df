import { asc, eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'
import { examAnswers } from './schema.ts'

type ExamAnswer = typeof examAnswers.$inferSelect

export async function insertExamAnswer(ctx: Context, answer: ExamAnswer): Promise<void> {
  await ctx.db.insert(examAnswers).values(answer)
}

export async function selectOptionalExamAnswer(ctx: Context, id: Id<'answer'>): Promise<ExamAnswer | null> {
  const [row] = await ctx.db.select().from(examAnswers).where(eq(examAnswers.id, id))
  return row ?? null
}

/** In the order in which they were given. */
export async function listExamAnswers(ctx: Context, attemptId: Id<'attempt'>): Promise<ExamAnswer[]> {
  return ctx.db.select().from(examAnswers).where(eq(examAnswers.attemptId, attemptId)).orderBy(asc(examAnswers.number))
}
