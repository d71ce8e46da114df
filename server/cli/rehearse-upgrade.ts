import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { judgeMigration, type MigrationJudgement } from '../platform/db/judge-migration.ts'
import { listMigrations } from '../platform/db/migrations-on-disk.ts'
import { prepareDatabase, urlForRole } from '../platform/db/prepare.ts'
import { writeDump } from '../sovereignty/index.ts'
import { asSetup } from './database.ts'
import type { Instance } from './instance.ts'
import { publishContent } from './publish-content.ts'
import { withScratch } from './scratch.ts'
import { DUMP, versionOf } from './take-backup.ts'
import { restoreInto } from './verify-backup.ts'
import { makeWorkFolder } from './work-folder.ts'

export interface RehearsedMigration extends MigrationJudgement {
  ms: number
}

export interface Rehearsal {
  version: string
  rows: number
  restoreMs: number
  migrations: RehearsedMigration[]
  /** Activities of the checkout's content, and how many of them would be published as new versions. */
  content: { activities: number; published: number }
  contentMs: number
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAt = performance.now()
  const result = await work()
  return { result, ms: Math.round(performance.now() - startedAt) }
}

/**
 * Does what the next start would do, on a copy: dumps the database as it is now, restores it beside, applies the
 * migrations that it lacks one by one, and publishes the content. The site goes on meanwhile.
 */
export async function rehearseUpgrade(
  instance: Pick<Instance, 'dataFolder' | 'secrets' | 'checkout'>,
  ownerUrl: string,
  onProgress: (percent: number) => void = () => {},
): Promise<Rehearsal> {
  const { secrets, checkout } = instance
  const passwords = { terakoya_app: secrets.appPassword, terakoya_runner: secrets.runnerPassword }
  const work = makeWorkFolder(instance.dataFolder, 'rehearse')
  const dump = join(work, DUMP)
  try {
    await writeDump(ownerUrl, dump)
    onProgress(25)
    return await withScratch(ownerUrl, async (scratchUrl) => {
      const restored = await timed(() => restoreInto(scratchUrl, instance, dump))
      onProgress(60)
      const all = listMigrations()
      const migrations: RehearsedMigration[] = []
      for (const [index, migration] of all.entries()) {
        if (index < restored.result.migrations) continue
        const { ms } = await timed(() => prepareDatabase(scratchUrl, passwords, { first: index + 1 }))
        migrations.push({ ...judgeMigration(migration), ms })
        onProgress(60 + Math.round((30 * (index + 1)) / all.length))
      }
      const appUrl = urlForRole(scratchUrl, 'terakoya_app', secrets.appPassword)
      const content = await timed(() => asSetup(appUrl, (ctx) => publishContent(ctx, [join(checkout, 'content')])))
      return {
        ...{ version: versionOf(checkout), rows: restored.result.rows, restoreMs: restored.ms, migrations },
        ...{ content: content.result, contentMs: content.ms },
      }
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
