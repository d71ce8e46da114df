import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Edit } from './outbox-core.ts'

interface OutboxDb extends DBSchema {
  edits: { key: string; value: Edit; indexes: { workspace: string } }
}

const lockOf = (tab: string) => `terakoya:tab:${tab}`

/** Edits on the disk of this browser. Every edit belongs to one tab; edits of a tab that is gone find a new owner. */
export class OutboxStore {
  readonly #db: Promise<IDBPDatabase<OutboxDb>>
  #queue: Promise<unknown> = Promise.resolve()

  constructor() {
    this.#db = openDB<OutboxDb>('terakoya-outbox', 1, {
      upgrade(db) {
        db.createObjectStore('edits', { keyPath: 'saveId' }).createIndex('workspace', 'workspaceId')
      },
    })
  }

  /** Says that this tab lives, for as long as it does. */
  static claim(tab: string): void {
    void navigator.locks?.request(lockOf(tab), () => new Promise(() => {}))
  }

  /** Writes what changed, in order; resolves once it is on disk. */
  write(put: readonly Edit[], remove: readonly string[]): Promise<void> {
    const work = this.#queue.then(async () => {
      const transaction = (await this.#db).transaction('edits', 'readwrite', { durability: 'strict' })
      await Promise.all([
        ...put.map((edit) => transaction.store.put(edit)),
        ...remove.map((id) => transaction.store.delete(id)),
      ])
      await transaction.done
    })
    this.#queue = work.catch(() => {})
    return work
  }

  /** Takes over the edits of tabs that are gone, and returns them. */
  async adopt(workspaceId: string, tab: string): Promise<Edit[]> {
    const take = async () => {
      const held = new Set((await navigator.locks?.query())?.held?.map((lock) => lock.name))
      const edits = await (await this.#db).getAllFromIndex('edits', 'workspace', workspaceId)
      const orphans = edits
        .filter((edit) => edit.tab !== tab && !held.has(lockOf(edit.tab)))
        .map((edit) => ({ ...edit, tab }))
      await this.write(orphans, [])
      return orphans
    }
    return navigator.locks ? navigator.locks.request(`terakoya:adopt:${workspaceId}`, take) : take()
  }
}
