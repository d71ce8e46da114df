import { join } from 'node:path'
import type { Context } from '../../platform/context.ts'
import { AppError } from '../../platform/errors.ts'
import type { Id } from '../../platform/ids.ts'
import type { GradingEngine } from '../authoring/prove-lab.ts'
import type { LabDefinition } from '../definition.ts'
import type { LabContent } from '../grading/types.ts'
import { findImage } from '../images/build-image.ts'
import { buildHostImage } from '../images/host-image.ts'
import { IMAGE_NAMES, type ImageName } from '../images/image-names.ts'
import { readImageState } from '../images/image-state.ts'
import { selectLabVersion } from '../queries.ts'
import { createBwrapDriver } from '../sandbox/driver.ts'
import type { Image, SandboxDriver } from '../sandbox/types.ts'
import { claimUids, type UidPool } from '../sandbox/uids.ts'

/** What every sandbox of this runner is started with. */
export interface Engine {
  driver: SandboxDriver
  uids: UidPool
  /** Where images lie, and those that labs have asked for. Another process builds them, while the site runs. */
  imagesDir: string
  images: Map<string, Image>
  workspacesDir: string
  workDir: string
}

export function createEngine(dataFolder: string): Engine & { close: () => Promise<void> } {
  const driver = createBwrapDriver({ stateDir: join(dataFolder, 'sandboxes') })
  const uids = claimUids()
  return {
    driver,
    uids,
    imagesDir: join(dataFolder, 'images'),
    images: new Map(),
    workspacesDir: join(dataFolder, 'workspaces'),
    workDir: join(dataFolder, 'grading'),
    close: async () => {
      await driver.close()
      uids.release()
    },
  }
}

/** Every image that is there by now. */
export function imagesOf({ images, imagesDir }: Pick<Engine, 'images' | 'imagesDir'>): Image[] {
  for (const name of IMAGE_NAMES) {
    const image = images.get(name) ?? openImage(imagesDir, name)
    if (image) images.set(name, image)
  }
  return [...images.values()]
}

function openImage(imagesDir: string, name: ImageName): Image | null {
  const built = findImage(name, imagesDir)
  if (built) return built
  return readImageState(imagesDir, name)?.state === 'host' ? buildHostImage(imagesDir, { withNode: true }) : null
}

/**
 * The image that a lab runs in.
 * @throws AppError unavailable/imagePreparing {image, percent} while it is built; unavailable/imageMissing {image}
 */
export function imageOf(
  engine: Pick<Engine, 'images' | 'imagesDir'>,
  { image: name }: Pick<LabDefinition, 'image'>,
): Image {
  imagesOf(engine)
  const image = engine.images.get(name)
  if (image) return image
  const state = readImageState(engine.imagesDir, name)
  if (!state || state.state === 'host')
    throw new AppError('unavailable', { reason: 'imageMissing', params: { image: name } })
  const { done, total } = state.state === 'building' ? state : { done: 0, total: 1 }
  const percent = Math.floor((100 * done) / Math.max(1, total))
  throw new AppError('unavailable', { reason: 'imagePreparing', params: { image: name, percent } })
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
