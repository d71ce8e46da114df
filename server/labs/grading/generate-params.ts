import { join } from 'node:path'
import type { Generated } from '../harness/protocol.ts'
import type { Image, SandboxDriver } from '../sandbox/types.ts'
import type { UidPool } from '../sandbox/uids.ts'
import { createWorkspace, removeWorkspace } from '../sandbox/workspace.ts'
import { graderFiles } from './grader-files.ts'
import { GraderSession } from './grader-session.ts'
import type { LabContent } from './types.ts'
import { prepareWorkDir, workName } from './work-dir.ts'

/**
 * What one learner is shown: runs the lab's `world/params.ts` in a sandbox. The same key gives the same result.
 * @throws AppError unavailable/grader_broken {detail} when the generator fails
 */
export async function generateParams(request: {
  driver: SandboxDriver
  image: Image
  lab: LabContent
  /** Hex; see `deriveKeys`. */
  paramsKey: string
  uids: UidPool
  workDir: string
  signal?: AbortSignal
}): Promise<Generated> {
  const { driver, image, lab, paramsKey, uids, workDir, signal } = request
  const dir = join(workDir, workName('generate'))
  const uid = uids.take()
  try {
    await prepareWorkDir(workDir)
    await createWorkspace(dir, graderFiles(lab.files), uid)
    const session = new GraderSession({ driver, image, dir, uid, signal })
    try {
      const { params: paramsModule } = lab.definition
      const { generated } = await session.prepare({ paramsKey, hiddenKey: null, paramsModule, checkModules: [] })
      return generated
    } finally {
      await session.close()
    }
  } finally {
    await removeWorkspace(dir)
    uids.give(uid)
  }
}
