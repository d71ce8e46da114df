import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../platform/errors.ts'
import { isAlive, startOf } from './processes.ts'

/** Hands out host uids so that no two live sandboxes share one. */
export interface UidPool {
  take(): number
  give(uid: number): void
}

const SLOT_SIZE = 256
/** Above what distributions and systemd's dynamic users, containers and homed take, below 2^31. */
const FIRST_UID = 1_879_048_192
const SLOTS = 4096

/** @throws AppError unavailable/no_free_uid on `take` when all are in use */
export function createUidPool({ first, count }: { first: number; count: number }): UidPool {
  // Oldest first: a uid rests as long as possible before it returns.
  const free = Array.from({ length: count }, (_, index) => first + index)
  return {
    take() {
      const uid = free.shift()
      if (uid === undefined) throw new AppError('unavailable', { reason: 'no_free_uid' })
      return uid
    },
    give(uid) {
      if (uid >= first && uid < first + count && !free.includes(uid)) free.push(uid)
    },
  }
}

/** An ordinary user has one uid for everything. */
export function ownUidPool(): UidPool {
  const uid = process.getuid?.() ?? 0
  return { take: () => uid, give: () => {} }
}

/**
 * Reserves a range of uids for this process on this machine, whichever instance it belongs to; a range whose owner
 * died is taken over. As an ordinary user: the own uid.
 */
export function claimUids(registry = '/run/terakoya/uids'): UidPool & { release(): void } {
  if (process.getuid?.() !== 0) return { ...ownUidPool(), release: () => {} }
  mkdirSync(registry, { recursive: true, mode: 0o755 })
  removeDeadClaims(registry)
  for (let slot = 0; slot < SLOTS; slot++) {
    const claim = join(registry, String(slot))
    if (!makeClaim(claim)) continue
    const pool = createUidPool({ first: FIRST_UID + slot * SLOT_SIZE, count: SLOT_SIZE })
    return { ...pool, release: () => rmSync(claim, { force: true }) }
  }
  throw new AppError('unavailable', { reason: 'no_free_uid_range' })
}

const me = () => `${process.pid} ${startOf(process.pid)}`

function makeClaim(path: string): boolean {
  try {
    writeFileSync(path, me(), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

function removeDeadClaims(registry: string): void {
  for (const name of readdirSync(registry)) {
    const path = join(registry, name)
    if (!isAbandoned(path)) continue
    // Renaming first: of two processes that see the same dead claim, one gets it.
    const doomed = `${path}.${process.pid}`
    try {
      renameSync(path, doomed)
      rmSync(doomed, { force: true })
    } catch {
      // Another process was faster.
    }
  }
}

function isAbandoned(path: string): boolean {
  try {
    const [pid, start] = readFileSync(path, 'utf8').split(' ').map(Number)
    return !pid || !start || !isAlive(pid, start)
  } catch {
    return false
  }
}
