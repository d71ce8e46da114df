import pg from 'pg'
import { COHORTS, cohortIdOf, organisationId, personId, planLearners, STAFF } from './plan.ts'

interface Reference {
  table: string
  column: string
  key: string
}

/**
 * Foreign keys of one column, by the table that they point at; `key` is the primary key of the table that holds them,
 * or the column itself where the key has several: to such a table nothing points.
 */
async function readReferences(client: pg.Client): Promise<Map<string, Reference[]>> {
  const { rows } = await client.query<Reference & { target: string }>(`
    select target.relname as target, source.relname as table, a.attname as column,
      coalesce((select k.attname from pg_constraint p join pg_attribute k on k.attrelid = p.conrelid and k.attnum = p.conkey[1]
        where p.conrelid = c.conrelid and p.contype = 'p' and array_length(p.conkey, 1) = 1), a.attname) as key
    from pg_constraint c
    join pg_class source on source.oid = c.conrelid
    join pg_class target on target.oid = c.confrelid
    join pg_namespace n on n.oid = source.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and array_length(c.conkey, 1) = 1`)
  return Map.groupBy(rows, ({ target }) => target)
}

/** Deletes rows with everything that points at them, depth first. */
async function deleteDeep(
  client: pg.Client,
  references: ReadonlyMap<string, Reference[]>,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<void> {
  for (const child of references.get(table) ?? []) {
    const { rows } = await client.query<{ id: string }>(
      `select distinct "${child.key}"::text as id from "${child.table}" where "${child.column}"::text = any($1)`,
      [ids],
    )
    const found = rows.map(({ id }) => id)
    if (found.length > 0) await deleteDeep(client, references, child.table, child.key, found)
  }
  await client.query(`delete from "${table}" where "${column}"::text = any($1)`, [ids])
}

/** Facts that name their subject by an opaque id, without a foreign key. */
async function looseColumns(client: pg.Client, name: string): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `select c.table_name as table from information_schema.columns c join information_schema.tables t
       on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
     where c.table_schema = 'public' and c.column_name = $1`,
    [name],
  )
  return rows.map(({ table }) => table)
}

/**
 * Removes the learners of the evaluation programme's past with their cohorts, partners and facts, as the database's
 * owner: no process of the platform could. The audit trail keeps its opaque ids. Returns how many people went.
 */
export async function removeHistory(ownerUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    const references = await readReferences(client)
    const slugs = [...COHORTS.flatMap(planLearners), ...STAFF].map(({ slug }) => slug)
    const people = slugs.map((slug) => personId(slug) as string)
    const known = await client.query('select 1 from people where id::text = any($1)', [people])
    const cohortIds = COHORTS.map((cohort) => cohortIdOf(cohort) as string)
    const readKeys = await client.query<{ table: string; key: string }>(`
      select c.relname as table, a.attname as key from pg_constraint p join pg_class c on c.oid = p.conrelid
      join pg_attribute a on a.attrelid = p.conrelid and a.attnum = p.conkey[1] where p.contype = 'p' and array_length(p.conkey, 1) = 1`)
    const keyOf = new Map(readKeys.rows.map(({ table, key }) => [table, key]))
    for (const [column, ids] of [
      ['learner_id', people],
      ['person_id', people],
      ['cohort_id', cohortIds],
    ] as const) {
      for (const table of await looseColumns(client, column)) {
        const key = keyOf.get(table) ?? column
        const { rows } = await client.query<{ id: string }>(
          `select distinct "${key}"::text as id from "${table}" where "${column}"::text = any($1)`,
          [ids],
        )
        if (rows.length > 0)
          await deleteDeep(
            client,
            references,
            table,
            key,
            rows.map(({ id }) => id),
          )
      }
    }
    // What was published counted them, and could not be recomputed.
    const releases = await client.query<{ id: string }>('select id from releases where cohort_ids && $1::uuid[]', [
      cohortIds,
    ])
    await deleteDeep(
      client,
      references,
      'releases',
      'id',
      releases.rows.map(({ id }) => id),
    )
    await deleteDeep(client, references, 'cohorts', 'id', cohortIds)
    await deleteDeep(client, references, 'people', 'id', people)
    await deleteDeep(client, references, 'organisations', 'id', [organisationId('hibari'), organisationId('suzume')])
    await client.query('commit')
    return known.rowCount ?? 0
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    await client.end()
  }
}
