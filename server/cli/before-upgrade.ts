import { statSync } from 'node:fs'
import { join } from 'node:path'
import { newId } from '../platform/ids.ts'
import { backupFolder, nameOf } from './backup-files.ts'
import type { BeforeUpgrade } from './database.ts'
import { type Instance, StartError } from './instance.ts'
import { say } from './say.ts'
import type { TakenBackup } from './take-backup.ts'

export interface UpgradeBackup extends TakenBackup {
  id: string
  file: string
}

/**
 * In production no migration begins without a backup of the moment before: what is typed until then would be missing in an
 * older one. A start that cannot take it changes nothing.
 * @throws StartError
 */
export function backupBefore(instance: Instance, keep: (backup: UpgradeBackup) => void): BeforeUpgrade {
  return async ({ ownerUrl }, { pending }) => {
    if (instance.mode !== 'production') return
    const id = newId()
    const file = nameOf(new Date(), id)
    try {
      // Only now: it needs every domain, and what stays beside the three processes should not.
      const { takeBackup } = await import('./take-backup.ts')
      const folder = backupFolder(instance.dataFolder)
      const taken = await takeBackup({ ...instance, ownerUrl, target: join(folder, file) })
      say(
        `    ${pending.length} migrations wait; backed up before: ${join(folder, file)} (${statSync(join(folder, file)).size} bytes)`,
      )
      keep({ ...taken, id, file })
    } catch (error) {
      throw new StartError(
        `${pending.length} migrations wait, and the backup that is taken before them failed: ${error instanceof Error ? error.message : String(error)}. Nothing was changed. Make room, or choose another folder: BACKUP_FOLDER=/path npm run serve`,
      )
    }
  }
}
