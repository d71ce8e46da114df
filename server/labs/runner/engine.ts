import { join } from 'node:path'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import { logFault } from '../../platform/log.ts'
import type { GradingEngine } from '../authoring/prove-lab.ts'
import type { LabDefinition } from '../definition.ts'
import type { LabContent } from '../grading/types.ts'
import { ensureImage } from '../images/build-image.ts'
import { IMAGE_NAMES } from '../images/image-names.ts'
import { selectLabVersion } from '../queries.ts'
import { createBwrapDriver } from '../sandbox/driver.ts'
import type { Image, SandboxDriver } from '../sandbox/types.ts'
import { claimUids, type UidPool } from '../sandbox/uids.ts'

/** What every sandbox of this runner is started with. */
export interface Engine {
  driver: SandboxDriver
  uids: UidPool
  /** By name. One that cannot be built here is missing: its labs do not open, all others do. */
  images: ReadonlyMap<string, Image>
  workspacesDir: string
  workDir: string
}

export async function createEngine(dataFolder: string): Promise<Engine & { close: () => Promise<void> }> {
  const driver = createBwrapDriver({ stateDir: join(dataFolder, 'sandboxes') })
  const uids = claimUids()
  return {
    driver,
    uids,
    images: await openImages(join(dataFolder, 'images')),
    workspacesDir: join(dataFolder, 'workspaces'),
    workDir: join(dataFolder, 'grading'),
    close: async () => {
      await driver.close()
      uids.release()
    },
  }
}

async function openImages(imagesDir: string): Promise<Map<string, Image>> {
  const images = new Map<string, Image>()
  for (const name of IMAGE_NAMES) {
    try {
      images.set(name, await ensureImage(name, { imagesDir, allowHostFallback: true }))
    } catch (error) {
      logFault('runner.image', error)
    }
  }
  return images
}

/**
 * The image that a lab runs in.
 * @throws AppError unavailable/imageMissing
 */
export function imageOf({ images }: Engine, { image: name }: Pick<LabDefinition, 'image'>): Image {
  const image = images.get(name)
  if (!image) throw new AppError('unavailable', { reason: 'imageMissing', params: { image: name } })
  return image
}

/** What grading a lab takes of this runner. @throws AppError unavailable/imageMissing */
export const gradingEngineOf = (engine: Engine, { definition }: Pick<LabContent, 'definition'>): GradingEngine => ({
  driver: engine.driver,
  uids: engine.uids,
  workDir: engine.workDir,
  image: imageOf(engine, definition),
})

const contents = new Map<Id<'contentVersion'>, LabContent>()

/** A lab version as the grader needs it. Versions are immutable, so each is read once. */
export async function labContentOf(ctx: Context, versionId: Id<'contentVersion'>): Promise<LabContent> {
  const known = contents.get(versionId)
  if (known) return known
  const { version, files } = await selectLabVersion(ctx, versionId)
  const content: LabContent = {
    definition: version.definition as LabDefinition,
    files: new Map([...files].map(([path, file]) => [path, file.bytes])),
  }
  contents.set(versionId, content)
  return content
}
