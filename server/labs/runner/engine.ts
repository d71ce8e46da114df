import { join } from 'node:path'
import type { Context } from '../../platform/context.ts'
import type { Id } from '../../platform/ids.ts'
import type { LabDefinition } from '../definition.ts'
import type { LabContent } from '../grading/types.ts'
import { ensureImage } from '../images/build-image.ts'
import { selectLabVersion } from '../queries.ts'
import { createBwrapDriver } from '../sandbox/driver.ts'
import type { Image, SandboxDriver } from '../sandbox/types.ts'
import { claimUids, type UidPool } from '../sandbox/uids.ts'

/** What every sandbox of this runner is started with. */
export interface Engine {
  driver: SandboxDriver
  uids: UidPool
  image: Image
  workspacesDir: string
  workDir: string
}

export async function createEngine(dataFolder: string): Promise<Engine & { close: () => Promise<void> }> {
  const driver = createBwrapDriver({ stateDir: join(dataFolder, 'sandboxes') })
  const uids = claimUids()
  const image = await ensureImage('node-24', { imagesDir: join(dataFolder, 'images'), allowHostFallback: true })
  return {
    driver,
    uids,
    image,
    workspacesDir: join(dataFolder, 'workspaces'),
    workDir: join(dataFolder, 'grading'),
    close: async () => {
      await driver.close()
      uids.release()
    },
  }
}

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
