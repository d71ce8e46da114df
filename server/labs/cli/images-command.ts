import { join } from 'node:path'
import { ensureImage, readManifest } from '../images/build-image.ts'
import { differencesOf, readImageLock, writeImageLock } from '../images/image-lock.ts'
import { IMAGE_NAMES } from '../images/image-names.ts'
import { defaultDataDir } from './engine.ts'

/**
 * Prints every image with its digest and the exact versions in it, building it first where it is missing, and which
 * of them labs were not proven with; `isLocking` writes down that they were with these.
 */
export async function imagesCommand({ isLocking }: { isLocking: boolean }): Promise<number> {
  const imagesDir = join(defaultDataDir(), 'images')
  for (const name of IMAGE_NAMES) {
    await ensureImage(name, { imagesDir })
    const manifest = readManifest(name, imagesDir)!
    if (isLocking) writeImageLock(name, manifest)
    const differing = differencesOf(readImageLock(name), manifest)
    const { digest, architecture, node, packages, npm } = manifest
    console.log(`${name} ${digest}`)
    console.log(`  node ${node.version} ${architecture} ${node.sha256}`)
    for (const { name, version, sha256 } of packages) console.log(`  deb ${name} ${version} ${sha256}`)
    for (const { name, version, integrity } of npm) console.log(`  npm ${name} ${version} ${integrity}`)
    for (const [deb, locked] of differing)
      console.log(`  differs from what labs were proven with: ${deb} was ${locked ?? 'not there'}`)
  }
  return 0
}
