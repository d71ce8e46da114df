import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { ensureImage } from '../images/build-image.ts'
import { isImageName } from '../images/image-names.ts'
import { createBwrapDriver } from '../sandbox/driver.ts'
import type { Image, SandboxDriver } from '../sandbox/types.ts'
import { claimUids, type UidPool } from '../sandbox/uids.ts'

/** What grading and attacking need of a machine. */
export interface Engine {
  driver: SandboxDriver
  image: Image
  uids: UidPool
  workDir: string
  close(): Promise<void>
}

/** Where the command keeps its images and sandboxes: what `TERAKOYA_DATA` names, or a place of its own. */
export const defaultDataDir = () =>
  process.env.TERAKOYA_DATA ??
  (process.getuid?.() === 0
    ? '/var/lib/terakoya/labs'
    : join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local/share'), 'terakoya/labs'))

/** The production sandbox and image, in the data folder that `TERAKOYA_DATA` names or a default of the command's own. */
export async function openEngine(
  imageName: string,
  { dataDir = defaultDataDir(), say = () => {} }: { dataDir?: string; say?: (line: string) => void } = {},
): Promise<Engine> {
  if (!isImageName(imageName)) throw new Error(`No image "${imageName}"`)
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  let step = ''
  const image = await ensureImage(imageName, {
    imagesDir: join(dataDir, 'images'),
    onProgress: ({ step: next, done, total }) => {
      if (next !== step || done === total) say(`image ${imageName}: ${next} ${done} of ${total}`)
      step = next
    },
  })
  const driver = createBwrapDriver({ stateDir: join(dataDir, 'sandbox') })
  const { works, problem } = await driver.capabilities()
  if (!works) throw new Error(`Sandboxes do not start here: ${problem}. Run "npm run doctor".`)
  const uids = claimUids()
  return {
    driver,
    image,
    uids,
    workDir: join(dataDir, 'grading'),
    async close() {
      await driver.close()
      uids.release()
    },
  }
}
