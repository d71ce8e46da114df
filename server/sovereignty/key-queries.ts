import { desc, eq } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { keyRotations } from './schema.ts'

export type Rotation = typeof keyRotations.$inferSelect

/** False when this one is known already, or another one of its purpose waits. */
export async function insertRotation(ctx: Context, rotation: typeof keyRotations.$inferInsert): Promise<boolean> {
  const rows = await ctx.db
    .insert(keyRotations)
    .values(rotation)
    .onConflictDoNothing()
    .returning({ id: keyRotations.id })
  return rows.length > 0
}

export async function selectOptionalRotation(ctx: Context, id: Id<'keyRotation'>): Promise<Rotation | null> {
  const [row] = await ctx.db.select().from(keyRotations).where(eq(keyRotations.id, id))
  return row ?? null
}

/** @throws AppError `not_found` */
export async function lockRotation(ctx: Context, id: Id<'keyRotation'>): Promise<Rotation> {
  const [row] = await ctx.db.select().from(keyRotations).where(eq(keyRotations.id, id)).for('update')
  if (!row) throw new AppError('not_found')
  return row
}

export async function finishRotation(
  ctx: Context,
  id: Id<'keyRotation'>,
  keys: { retiredKeyId: string | null; newKeyId: string },
): Promise<void> {
  await ctx.db
    .update(keyRotations)
    .set({ ...keys, finishedAt: ctx.now })
    .where(eq(keyRotations.id, id))
}

export async function listRotations(ctx: Context): Promise<Rotation[]> {
  return ctx.db.select().from(keyRotations).orderBy(desc(keyRotations.requestedAt)).limit(100)
}
