import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface NpmPackage {
  name: string
  version: string
  integrity: string
}

interface Locked {
  version: string
  integrity: string
  dependencies?: Record<string, string>
}

const CHECKOUT = fileURLToPath(new URL('../../..', import.meta.url))

/** The packages and what they depend on, as the platform's lock file pins them. */
export function resolveNpmPackages(names: readonly string[]): NpmPackage[] {
  if (names.length === 0) return []
  const { packages } = JSON.parse(readFileSync(join(CHECKOUT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const found = new Map<string, NpmPackage>()
  const visit = (name: string, of: string) => {
    if (found.has(name)) return
    const locked = packages[`node_modules/${name}`]
    // A version of its own below a dependent would need a place of its own in the image.
    if (!locked || packages[`node_modules/${of}/node_modules/${name}`])
      throw new Error(`${name} does not stand at the top of node_modules`)
    found.set(name, { name, version: locked.version, integrity: locked.integrity })
    for (const dependency of Object.keys(locked.dependencies ?? {})) visit(dependency, name)
  }
  for (const name of names) visit(name, '')
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Where an import from any folder of the image finds them. */
export function installNpmPackages(packages: readonly NpmPackage[], root: string): void {
  for (const { name } of packages)
    cpSync(join(CHECKOUT, 'node_modules', name), join(root, 'node_modules', name), { recursive: true })
}
