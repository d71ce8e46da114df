import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Image } from '../sandbox/types.ts'
import { installNode, prepareRoot, writeImageFiles } from './image-folder.ts'

const SHOWN = ['/usr', '/etc/alternatives']

/**
 * A root that shows the machine's own /usr read-only: for probing, and the named fallback where no image can be built.
 * Its digest names the machine's release and Node's version, not every byte of its content.
 */
export function buildHostImage(parent: string, { withNode }: { withNode: boolean }): Image {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const digest = createHash('sha256').update(`${release}\n${process.version}\n${withNode}`).digest('hex')
  const root = join(parent, `host-${digest.slice(0, 12)}`)
  const shown = SHOWN.filter((path) => existsSync(path))
  if (!existsSync(root)) {
    const unfinished = `${root}.${process.pid}`
    rmSync(unfinished, { recursive: true, force: true })
    prepareRoot(unfinished)
    writeImageFiles(unfinished)
    for (const path of shown) mkdirSync(join(unfinished, path), { recursive: true, mode: 0o755 })
    if (existsSync('/etc/ld.so.cache')) copyFileSync('/etc/ld.so.cache', join(unfinished, 'etc/ld.so.cache'))
    if (withNode) installNode(unfinished)
    renameSync(unfinished, root)
  }
  return {
    name: 'host',
    digest,
    root,
    hostFolders: shown.map((path) => ({ hostPath: path, at: path })),
    origin: 'host',
  }
}
