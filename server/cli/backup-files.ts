import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** Where backups go that the site takes itself. Only who starts the site can read it. */
export function backupFolder(dataFolder: string): string {
  const folder = process.env.BACKUP_FOLDER ?? join(dataFolder, 'backups')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

const NAME = /^terakoya-\d{8}T\d{6}Z-[0-9a-f]{8}\.tar$/

/**
 * The address of a backup in the site's folder. Its name comes from the database, which other processes write, so only
 * one that we could have given is believed. @throws Error
 */
export function fileOf(dataFolder: string, name: string): string {
  if (!NAME.test(name)) throw new Error(`${name} is not the name of a backup`)
  return join(backupFolder(dataFolder), name)
}

export function nameOf(takenAt: Date, id: string): string {
  return `terakoya-${takenAt.toISOString().replaceAll(/[-:]|\.\d+/g, '')}-${id.replaceAll('-', '').slice(-8)}.tar`
}

/** Takes away what was being written when a process was killed. Only while no other one works. */
export function removePartialBackups(dataFolder: string): void {
  const folder = backupFolder(dataFolder)
  const left = readdirSync(folder).filter(
    (name) => name.endsWith('.partial') && NAME.test(name.slice(0, -'.partial'.length)),
  )
  for (const name of left) rmSync(join(folder, name), { force: true })
}
