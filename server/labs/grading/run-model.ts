import { join } from 'node:path'
import type { Image, RunSpec, SandboxDriver } from '../sandbox/types.ts'
import type { UidPool } from '../sandbox/uids.ts'
import { createWorkspace, removeWorkspace } from '../sandbox/workspace.ts'
import { boundedTrace, type TraceEntry } from './bounded-trace.ts'
import { graderFiles } from './grader-files.ts'
import { GraderSession } from './grader-session.ts'
import { MODEL_AT, MODEL_ENV } from './model-gate.ts'
import type { LabContent } from './types.ts'
import { prepareWorkDir, workName } from './work-dir.ts'

export interface RunModel extends Required<Pick<RunSpec, 'env' | 'extraReadOnly'>> {
  close: () => Promise<void>
}

/**
 * The model and world that Run shows, in a grader sandbox of their own, and what a run needs to reach them. `onTrace`
 * hears what the model is asked and answers, in order, and that it became too much.
 * @throws AppError unavailable/grader_broken {detail} when the lab's model cannot be loaded
 */
export async function openRunModel(request: {
  driver: SandboxDriver
  image: Image
  uids: UidPool
  workDir: string
  lab: LabContent
  /** `world/….ts`, from the lab's definition. */
  module: string
  /** Hex; see `deriveKeys`. */
  paramsKey: string
  onTrace: (entry: TraceEntry) => void
}): Promise<RunModel> {
  const { driver, image, lab, module, paramsKey, uids, workDir, onTrace } = request
  const name = workName('model')
  const dir = join(workDir, name)
  const uid = uids.take()
  let session: GraderSession | null = null
  const clear = async () => {
    await session?.close()
    await removeWorkspace(dir)
    uids.give(uid)
  }
  try {
    await prepareWorkDir(workDir)
    await createWorkspace(dir, graderFiles(lab.files), uid)
    session = new GraderSession({ driver, image, dir, uid })
    await session.prepare({ paramsKey, hiddenKey: null, paramsModule: lab.definition.params, checkModules: [] })
    await session.serve(module, boundedTrace(onTrace))
    const gate = await session.openGate(0, join(workDir, `${name}-gate`))
    return {
      env: MODEL_ENV,
      extraReadOnly: [{ hostPath: gate.folder, at: MODEL_AT }],
      close: async () => {
        await gate.close()
        await clear()
      },
    }
  } catch (error) {
    await clear()
    throw error
  }
}
