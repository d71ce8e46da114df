import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { ImageManifest } from './build-image.ts'
import type { ImageName } from './image-names.ts'

/**
 * Of each architecture, the packages that an image's labs were proven with: version and SHA-256. A mirror keeps one
 * version of a package at a time, so a build that insisted on these would fail at the next security update.
 */
const imageLock = z.record(z.string(), z.record(z.string(), z.string()))

export type ImageLock = z.infer<typeof imageLock>
type Built = Pick<ImageManifest, 'architecture' | 'packages'>

const fileOf = (name: ImageName) => new URL(`./${name}.lock.json`, import.meta.url)

export function readImageLock(name: ImageName): ImageLock {
  const file = fileOf(name)
  return existsSync(file) ? imageLock.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
}

export function writeImageLock(name: ImageName, built: Built): void {
  writeFileSync(fileOf(name), `${JSON.stringify(relock(readImageLock(name), built), null, 2)}\n`)
}

/** The lock with what was built; other architectures keep theirs. */
export const relock = (lock: ImageLock, { architecture, packages }: Built): ImageLock => ({
  ...lock,
  [architecture]: Object.fromEntries(packages.map(({ name, version, sha256 }) => [name, `${version} ${sha256}`])),
})

/** What was locked for each package that is another one now, or null where it was not there; missing ones too. */
export function differencesOf(lock: ImageLock, { architecture, packages }: Built): Map<string, string | null> {
  const rest = new Map(Object.entries(lock[architecture] ?? {}))
  const differing = new Map<string, string | null>()
  for (const { name, version, sha256 } of packages) {
    const locked = rest.get(name) ?? null
    if (locked !== `${version} ${sha256}`) differing.set(name, locked)
    rest.delete(name)
  }
  return new Map([...differing, ...rest])
}
