import { inArray, sql } from 'drizzle-orm'
import type { Context } from './context.ts'
import { digestOf } from './ids.ts'
import { blobs } from './schema.ts'

/** Stores bytes under their SHA-256; storing the same bytes again is free. Returns the digest. */
export async function putBlob(ctx: Context, bytes: Uint8Array): Promise<string> {
  const digest = digestOf(bytes)
  await ctx.db
    .insert(blobs)
    .values({ digest, size: bytes.byteLength, bytes: Buffer.from(bytes) })
    .onConflictDoNothing()
  return digest
}

/** Reads blobs by digest, in one query. A digest that is not stored is missing from the map. */
export async function getBlobs(ctx: Context, digests: readonly string[]): Promise<Map<string, Buffer>> {
  if (digests.length === 0) return new Map()
  const rows = await ctx.db
    .select()
    .from(blobs)
    .where(inArray(blobs.digest, [...new Set(digests)]))
  return new Map(rows.map((row) => [row.digest, row.bytes]))
}

/** Space taken by stored bytes. */
export async function blobUsage(ctx: Context): Promise<{ count: number; bytes: number }> {
  const { rows } = await ctx.db.execute<{ count: string; bytes: string }>(
    sql`select count(*) as count, coalesce(sum(size), 0) as bytes from blobs`,
  )
  return { count: Number(rows[0]!.count), bytes: Number(rows[0]!.bytes) }
}
