import { execFile } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { digestOfFile, type OnProgress, writeDump } from '../sovereignty/index.ts'
import { makeWorkFolder } from './work-folder.ts'

const run = promisify(execFile)

/** What a backup holds besides the database: without these nobody could sign in, sign or verify again. */
const KEPT = ['keys', 'secrets.json']
export const DUMP = 'database.jsonl.gz'

export interface TakenBackup {
  takenAt: Date
  bytes: number
  digest: string
  tables: number
  rows: number
  migrations: number
  version: string
}

/** The version of this checkout. */
export function versionOf(checkout: string): string {
  return (JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }).version
}

/** Writes database, keys and secrets into one file that is there whole or not at all. Nothing needs to stop meanwhile. */
export async function takeBackup(options: {
  dataFolder: string
  checkout: string
  ownerUrl: string
  target: string
  onProgress?: OnProgress
}): Promise<TakenBackup> {
  const { dataFolder, checkout, ownerUrl, target, onProgress } = options
  const takenAt = new Date()
  const work = makeWorkFolder(dataFolder, 'backup')
  const partial = `${target}.partial`
  try {
    const { tables, rows, migrations } = await writeDump(ownerUrl, join(work, DUMP), onProgress)
    const kept = KEPT.filter((name) => existsSync(join(dataFolder, name)))
    for (const name of kept)
      cpSync(join(dataFolder, name), join(work, name), { recursive: true, preserveTimestamps: true })
    // There before tar opens it: what it writes is nobody else's to read, not even for a moment.
    writeFileSync(partial, '', { mode: 0o600, flag: 'wx' })
    await run('tar', ['--create', '--file', partial, '--directory', work, DUMP, ...kept])
    renameSync(partial, target)
    const { size } = statSync(target)
    const digest = await digestOfFile(target)
    return { takenAt, bytes: size, digest, tables, rows, migrations, version: versionOf(checkout) }
  } finally {
    rmSync(work, { recursive: true, force: true })
    rmSync(partial, { force: true })
  }
}
