import type { Migration } from './migrations-on-disk.ts'

/** What a migration means for who waits, and for what was there. Read from its text, so that nobody has to remember to say. */
export interface MigrationJudgement {
  name: string
  /** What it takes away or changes for good. */
  destroys: string[]
  /** Tables that were there and that nobody writes to while it runs. */
  locks: string[]
  /** Tables whose rows it changes, which takes longer the more there are. */
  rewrites: string[]
  /** Leaves everything that was there as it was. */
  isAdditive: boolean
}

const unquoted = (name: string) => name.replaceAll('"', '').replace(/^public\./, '')

function namesIn(sql: string, pattern: RegExp): string[] {
  return [...sql.matchAll(pattern)].flatMap((match) => (match[1] ? [unquoted(match[1])] : []))
}

const NAME = '((?:"?\\w+"?\\.)?"?\\w+"?)'
const unique = (names: readonly string[]) => [...new Set(names)]

/** Judges one migration by its statements; comments and bodies of functions do not count. */
export function judgeMigration({ name, sql }: Pick<Migration, 'name' | 'sql'>): MigrationJudgement {
  const text = sql.replaceAll(/\$\$[\s\S]*?\$\$/g, '').replaceAll(/--.*$/gm, '')
  const created = new Set(namesIn(text, new RegExp(`create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?${NAME}`, 'gi')))
  const wasThere = (table: string) => !created.has(table)
  const dropped = [
    ...namesIn(text, new RegExp(`drop\\s+table\\s+(?:if\\s+exists\\s+)?${NAME}`, 'gi')),
    ...namesIn(text, new RegExp(`truncate\\s+(?:table\\s+)?${NAME}`, 'gi')),
    ...namesIn(text, new RegExp(`delete\\s+from\\s+${NAME}`, 'gi')),
    ...[...text.matchAll(new RegExp(`alter\\s+table\\s+${NAME}\\s+drop\\s+column\\s+${NAME}`, 'gi'))].map(
      ([, table, column]) => `${unquoted(table!)}.${unquoted(column!)}`,
    ),
    ...[
      ...text.matchAll(
        new RegExp(`alter\\s+table\\s+${NAME}\\s+alter\\s+column\\s+${NAME}\\s+(?:set\\s+data\\s+)?type`, 'gi'),
      ),
    ].map(([, table, column]) => `${unquoted(table!)}.${unquoted(column!)}`),
  ]
  const locks = [
    ...namesIn(text, new RegExp(`alter\\s+table\\s+(?:only\\s+)?${NAME}`, 'gi')),
    ...namesIn(text, new RegExp(`create\\s+(?:unique\\s+)?index\\s+(?!concurrently)\\S+\\s+on\\s+${NAME}`, 'gi')),
    ...namesIn(text, new RegExp(`create\\s+trigger[\\s\\S]*?\\son\\s+${NAME}`, 'gi')),
  ].filter(wasThere)
  const rewrites = namesIn(text, new RegExp(`update\\s+${NAME}\\s+(?:\\w+\\s+)?set\\b`, 'gi')).filter(wasThere)
  const renamed = /\brename\b/i.test(text)
  const narrowed = /\bset\s+not\s+null\b|\badd\s+constraint\b[\s\S]*?\b(?:check|unique)\b/i.test(text)
  return {
    ...{ name, destroys: unique(dropped), locks: unique(locks), rewrites: unique(rewrites) },
    isAdditive: dropped.length === 0 && rewrites.length === 0 && !renamed && !narrowed,
  }
}
