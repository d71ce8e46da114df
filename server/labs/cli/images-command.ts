import { join } from 'node:path'
import { ensureImage, readManifest } from '../images/build-image.ts'
import { IMAGE_NAMES } from '../images/image-names.ts'
import { defaultDataDir } from './engine.ts'

/** Prints every image with its digest and the exact versions in it, building it first where it is missing. */
export async function imagesCommand(): Promise<number> {
  const imagesDir = join(defaultDataDir(), 'images')
  for (const name of IMAGE_NAMES) {
    await ensureImage(name, { imagesDir })
    const { digest, architecture, node, packages, npm } = readManifest(name, imagesDir)!
    console.log(`${name} ${digest}`)
    console.log(`  node ${node.version} ${architecture} ${node.sha256}`)
    for (const { name, version, sha256 } of packages) console.log(`  deb ${name} ${version} ${sha256}`)
    for (const { name, version, integrity } of npm) console.log(`  npm ${name} ${version} ${integrity}`)
  }
  return 0
}
