import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DumpError, digestOfFile, readDump, writeDump } from '../sovereignty/index.ts'
import { openDatabase } from './database.ts'
import { dataFolderOf, type Mode, prepareInstance, StartError } from './instance.ts'
import { lockInstance } from './lock.ts'

/** What a backup holds besides the database: without these nobody could sign in, sign or verify again. */
const KEPT = ['keys', 'secrets.json']

async function backup(mode: Mode, target: string): Promise<void> {
  if (existsSync(target)) throw new StartError(`${target} exists; a backup never writes over one.`)
  const instance = await prepareInstance(mode, process.cwd())
  const database = await openDatabase(instance)
  const work = mkdtempSync(join(instance.dataFolder, 'backup-'))
  try {
    const report = await writeDump(database.ownerUrl, join(work, 'database.jsonl.gz'))
    for (const name of KEPT)
      cpSync(join(instance.dataFolder, name), join(work, name), { recursive: true, preserveTimestamps: true })
    execFileSync('tar', ['--create', '--file', `${target}.partial`, '--directory', work, 'database.jsonl.gz', ...KEPT])
    renameSync(`${target}.partial`, target)
    process.stdout.write(
      `${report.rows} rows of ${report.tables} tables, keys and secrets: ${target}\nsha256 ${await digestOfFile(target)}\nKeep it where only operators can read it: it holds the signing keys.\n`,
    )
  } finally {
    database.leave()
    rmSync(work, { recursive: true, force: true })
    rmSync(`${target}.partial`, { force: true })
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
    const report = await readDump(database.ownerUrl, join(dataFolder, 'database.jsonl.gz'))
    process.stdout.write(
      `Restored ${report.rows} rows of ${report.tables} tables into ${dataFolder}. Start it with: TERAKOYA_DATA=${dataFolder} npm ${mode === 'production' ? 'run serve' : 'start'}\n`,
    )
  } finally {
    rmSync(join(dataFolder, 'database.jsonl.gz'), { force: true })
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
