import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const NAME = /^(?:backup|restore|rehearse)-(\d+)-\w+$/

/** A folder for half-done work, named after the process that does it; it may hold copies of keys, so it never stays. */
export function makeWorkFolder(dataFolder: string, kind: 'backup' | 'restore' | 'rehearse'): string {
  return mkdtempSync(join(dataFolder, `${kind}-${process.pid}-`))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Takes away what processes left that were killed. */
export function removeLeftWork(dataFolder: string): void {
  for (const name of readdirSync(dataFolder)) {
    const pid = NAME.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
}
