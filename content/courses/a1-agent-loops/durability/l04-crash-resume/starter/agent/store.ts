import { DatabaseSync } from 'node:sqlite'
import { use } from './shop.ts'
import type { Statement, Store } from './types.ts'

/** Opens the journal's database, or makes it. Each write is announced before and after, which is where a program can be killed. */
export function openStore(path: string): Store {
  const db = new DatabaseSync(path)
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')

  async function transaction(statements: Statement[]): Promise<void> {
    const sql = statements.map(([text]) => text).join('; ')
    await use('journal', { moment: 'before', sql })
    db.exec('BEGIN IMMEDIATE')
    try {
      for (const [text, ...parameters] of statements) db.prepare(text).run(...parameters)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
    await use('journal', { moment: 'after', sql })
  }

  return {
    all: (sql, ...parameters) => db.prepare(sql).all(...parameters) as ReturnType<Store['all']>,
    write: (...statement) => transaction([statement]),
    transaction,
  }
}
