import type { Graph } from './types.ts'

const schema = `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE parties (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT);
CREATE TABLE presences (party TEXT NOT NULL, country TEXT NOT NULL, kind TEXT NOT NULL);
CREATE TABLE holdings (owner TEXT NOT NULL, owned TEXT NOT NULL, percent INTEGER NOT NULL, from_on TEXT NOT NULL, until_on TEXT);
CREATE TABLE rights (holder TEXT NOT NULL, over TEXT NOT NULL, kind TEXT NOT NULL, from_on TEXT NOT NULL, until_on TEXT);
CREATE TABLE workloads (id TEXT PRIMARY KEY, title TEXT NOT NULL, title_ja TEXT NOT NULL);
CREATE TABLE copies (id TEXT PRIMARY KEY, workload TEXT NOT NULL, kind TEXT NOT NULL, holder TEXT NOT NULL, key_id TEXT);
CREATE TABLE key_users (key_id TEXT NOT NULL, party TEXT NOT NULL);
CREATE TABLE support (
  id TEXT PRIMARY KEY, workload TEXT NOT NULL, party TEXT NOT NULL, seat TEXT NOT NULL, access TEXT NOT NULL,
  from_on TEXT NOT NULL, until_on TEXT
);`

type Value = string | number | null

/** The graph as a script that SQLite reads: what a learner is given, and what a hidden graph is handed over as. */
export function toSql(graph: Graph): string {
  const tables: [name: string, rows: Value[][]][] = [
    [
      'settings',
      [
        ['law', graph.law],
        ['today', graph.today],
      ],
    ],
    ['parties', graph.parties.map(({ id, name, country }) => [id, name, country])],
    ['presences', graph.presences.map(({ party, country, kind }) => [party, country, kind])],
    ['holdings', graph.holdings.map(({ owner, owned, percent, from, until }) => [owner, owned, percent, from, until])],
    ['rights', graph.rights.map(({ holder, over, kind, from, until }) => [holder, over, kind, from, until])],
    ['workloads', graph.workloads.map(({ id, title }) => [id, title.en, title.ja])],
    ['copies', graph.copies.map(({ id, workload, kind, holder, key }) => [id, workload, kind, holder, key])],
    ['key_users', graph.keyUsers.map(({ key, party }) => [key, party])],
    [
      'support',
      graph.support.map(({ id, workload, party, seat, access, from, until }) => [
        ...[id, workload, party, seat, access, from],
        until,
      ]),
    ],
  ]
  return `${[schema, ...tables.map(([name, rows]) => insert(name, rows))].filter(Boolean).join('\n\n')}\n`
}

function insert(table: string, rows: Value[][]): string {
  if (rows.length === 0) return ''
  return `INSERT INTO ${table} VALUES\n${rows.map((row) => `  (${row.map(literal).join(', ')})`).join(',\n')};`
}

function literal(value: Value): string {
  if (value === null) return 'NULL'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}
