import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { judgeMigration, type MigrationJudgement } from '../platform/db/judge-migration.ts'
import { compareSchema, listMigrations } from '../platform/db/migrations-on-disk.ts'
import { env } from '../platform/env.ts'
import { readBackupHealth } from './maintenance.ts'
import { listAppliedMigrations, listMaintenanceJobs } from './maintenance-queries.ts'
import { manageUpgrade } from './policy.ts'

function versionOnDisk(): string {
  return (JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { version: string }).version
}

/** Read as the process starts: the checkout may be another one by the time somebody asks. */
const RUNNING = versionOnDisk()

/** What trying the upgrade on a copy came to. */
export interface RehearsalResult {
  version: string
  rows: number
  restoreMs: number
  migrations: (MigrationJudgement & { ms: number })[]
  content: { activities: number; published: number }
  contentMs: number
}

/** What runs, what the checkout on the disk would change at the next start, and what trying that came to. */
export async function readUpgrade(ctx: Context) {
  authorise(ctx, manageUpgrade, null)
  const [applied, backups, rehearsals] = await Promise.all([
    listAppliedMigrations(ctx),
    readBackupHealth(ctx),
    listMaintenanceJobs(ctx, 'rehearse', 5),
  ])
  const known = listMigrations()
  const { pending, unknown } = compareSchema(applied)
  const newest = known.findLast(({ hash }) => applied.includes(hash))
  const last = rehearsals.find(({ finishedAt }) => finishedAt)
  const waiting = rehearsals.find(({ finishedAt }) => !finishedAt)
  return {
    version: { running: RUNNING, checkout: versionOnDisk() },
    schema: { applied: applied.length, newest: newest?.name ?? null, unknown },
    pending: pending.map(judgeMigration),
    backups,
    isProduction: env().TERAKOYA_MODE === 'production',
    waiting: waiting ? { startedAt: waiting.startedAt, percent: waiting.percent } : null,
    rehearsal: last ? { at: last.finishedAt!, fault: last.fault, result: last.result as RehearsalResult | null } : null,
  }
}
