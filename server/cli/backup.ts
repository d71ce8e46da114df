import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { record } from '../audit/index.ts'
import { newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import { DumpError, insertBackup, readDump } from '../sovereignty/index.ts'
import { asSetup, openDatabase, readState, visitDatabase } from './database.ts'
import { dataFolderOf, type Mode, prepareInstance, StartError } from './instance.ts'
import { lockInstance } from './lock.ts'
import { DUMP, type TakenBackup, takeBackup } from './take-backup.ts'

/** Tells the site of a backup that was taken by hand. Where it lies is its operator's affair. */
async function tellSite(appUrl: string, file: string, taken: TakenBackup): Promise<void> {
  const id = newId<'backup'>()
  await asSetup(appUrl, (ctx) =>
    inTransaction(ctx, async (ctx) => {
      await insertBackup(ctx, { id, trigger: 'command', file, ...taken })
      await record(ctx, 'backup.take', { type: 'backup', id }, { trigger: 'command', digest: taken.digest })
    }),
  )
}

async function backup(mode: Mode, target: string): Promise<void> {
  if (existsSync(target)) throw new StartError(`${target} exists; a backup never writes over one.`)
  const instance = await prepareInstance(mode, process.cwd())
  // As it is: a backup taken with a newer checkout is the one from before its migrations.
  const database = await visitDatabase(instance)
  try {
    const state = await readState(database.ownerUrl)
    if (state.applied === 0) throw new StartError('There is nothing to back up yet.')
    const taken = await takeBackup({ ...instance, ownerUrl: database.ownerUrl, target })
    if (state.pending.length === 0) await tellSite(database.appUrl, target, taken)
    process.stdout.write(
      `${taken.rows} rows of ${taken.tables} tables, keys and secrets: ${target}\nsha256 ${taken.digest}\nKeep it where only operators can read it: it holds the signing keys.\n`,
    )
  } finally {
    database.leave()
  }
}

async function restore(mode: Mode, source: string): Promise<void> {
  if (!existsSync(source)) throw new StartError(`${source} does not exist.`)
  const dataFolder = dataFolderOf(mode, process.cwd())
  if (existsSync(join(dataFolder, 'postgres')))
    throw new StartError(
      `${dataFolder} holds an installation already. Restore into a new folder: TERAKOYA_DATA=/path npm run restore -- ${source}`,
    )
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
  execFileSync('tar', ['--extract', '--file', source, '--directory', dataFolder, '--no-same-owner'])
  const instance = await prepareInstance(mode, process.cwd())
  const unlock = lockInstance(dataFolder)
  const database = await openDatabase(instance)
  try {
    const report = await readDump(database.ownerUrl, join(dataFolder, DUMP))
    process.stdout.write(
      `Restored ${report.rows} rows of ${report.tables} tables into ${dataFolder}. Start it with: TERAKOYA_DATA=${dataFolder} npm ${mode === 'production' ? 'run serve' : 'start'}\n`,
    )
  } finally {
    rmSync(join(dataFolder, DUMP), { force: true })
    database.stop()
    unlock()
  }
}

const [command, ...args] = process.argv.slice(2)
const mode: Mode = args.includes('--production') ? 'production' : 'evaluation'
const file = args.find((argument) => !argument.startsWith('--'))
if (!file) {
  process.stderr.write(`Usage: npm run ${command} -- FILE [--production]\n`)
  process.exit(2)
}
try {
  await (command === 'restore' ? restore : backup)(mode, resolve(file))
  process.exit(0)
} catch (error) {
  if (!(error instanceof StartError) && !(error instanceof DumpError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
