import { sql } from 'drizzle-orm'
import type { Context } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** How many people have a seat in an organisation, or an open invitation to one, and how many of `emails` are among them. */
export async function countSeats(
  ctx: Context,
  organisationId: Id<'organisation'>,
  emails: readonly string[],
  withInvited: boolean,
): Promise<{ taken: number; among: number }> {
  const list = sql`array[${sql.join(
    emails.map((email) => sql`${email.toLowerCase()}`),
    sql`, `,
  )}]::text[]`
  const { rows } = await ctx.db.execute<{ taken: string; among: string }>(sql`
    with held as (
      select lower(p.email) as email from memberships m join people p on p.id = m.person_id
      where m.organisation_id = ${organisationId} and m.ended_at is null and p.closed_at is null
      union
      select lower(l.email) from one_time_links l where ${withInvited} and l.organisation_id = ${organisationId}
        and l.purpose = 'invitation' and l.used_at is null and l.expires_at > ${ctx.now})
    select count(*) as taken, count(*) filter (where email = any(${list})) as among from held`)
  return { taken: Number(rows[0]!.taken), among: Number(rows[0]!.among) }
}

/** People with a seat, by organisation. */
export async function listSeats(ctx: Context): Promise<Map<Id<'organisation'>, number>> {
  const { rows } = await ctx.db.execute<{ organisation_id: Id<'organisation'>; people: string }>(sql`
    select m.organisation_id, count(distinct m.person_id) as people from memberships m
    join people p on p.id = m.person_id where m.ended_at is null and p.closed_at is null group by 1`)
  return new Map(rows.map((row) => [row.organisation_id, Number(row.people)]))
}
