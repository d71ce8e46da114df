import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { listMigrations } from '../platform/db/migrations-on-disk.ts'
import { prepareDatabase } from '../platform/db/prepare.ts'
import {
  DumpError,
  digestDatabase,
  digestOfFile,
  readDump,
  readDumpDigests,
  readDumpHead,
} from '../sovereignty/index.ts'
import type { Instance } from './instance.ts'
import { withScratch } from './scratch.ts'
import { DUMP } from './take-backup.ts'
import { makeWorkFolder } from './work-folder.ts'

const run = promisify(execFile)

/** Takes the dump out of a backup, for `work`. */
export async function withDump<T>(dataFolder: string, file: string, work: (dump: string) => Promise<T>): Promise<T> {
  const folder = makeWorkFolder(dataFolder, 'restore')
  try {
    await run('tar', ['--extract', '--file', file, '--directory', folder, '--no-same-owner', DUMP])
    return await work(join(folder, DUMP))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Fills a scratch database from a dump, at the migrations that the dump had. @throws DumpError */
export async function restoreInto(
  scratchUrl: string,
  { secrets }: Pick<Instance, 'secrets'>,
  dump: string,
): Promise<{ tables: number; rows: number; migrations: number }> {
  const { migrations } = await readDumpHead(dump)
  const known = listMigrations().map(({ hash }) => hash)
  if (migrations.some((hash, index) => known[index] !== hash))
    throw new DumpError('The backup was written by a version that this checkout does not know.')
  const passwords = { terakoya_app: secrets.appPassword, terakoya_runner: secrets.runnerPassword }
  await prepareDatabase(scratchUrl, passwords, { first: migrations.length })
  return readDump(scratchUrl, dump)
}

/**
 * Restores a backup into a scratch database and compares every table with what was written. The site goes on meanwhile.
 * @throws DumpError when the file is not the one that was taken, cannot be read, or gives other rows
 */
export async function verifyBackup(
  instance: Pick<Instance, 'dataFolder' | 'secrets'>,
  ownerUrl: string,
  backup: { file: string; digest: string },
): Promise<{ tables: number; rows: number }> {
  if ((await digestOfFile(backup.file)) !== backup.digest)
    throw new DumpError('The file is not the one that was taken: its digest is another.')
  return withDump(instance.dataFolder, backup.file, (dump) =>
    withScratch(ownerUrl, async (scratchUrl) => {
      const report = await restoreInto(scratchUrl, instance, dump)
      const [written, restored] = [await readDumpDigests(dump), await digestDatabase(scratchUrl)]
      const different = Object.keys(written).find((table) => written[table] !== restored[table])
      if (different) throw new DumpError(`The rows of ${different} are not those that were written.`)
      return report
    }),
  )
}
