import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startOf } from '../sandbox/processes.ts'
import { createWorkspaceParent, removeWorkspace } from '../sandbox/workspace.ts'

const prepared = new Map<string, Promise<void>>()
let names = 0

/** A name in a work folder that no other process, living or dead, has used: a pid returns, above all in containers. */
export const workName = (kind: 'grade' | 'generate' | 'model') =>
  `${process.pid}.${startOf(process.pid)}-${kind}-${++names}`

/** Makes the folder and removes what processes that died left in it; once per process. */
export function prepareWorkDir(workDir: string): Promise<void> {
  const preparing = prepared.get(workDir) ?? prepare(workDir)
  prepared.set(workDir, preparing)
  return preparing
}

async function prepare(workDir: string): Promise<void> {
  await createWorkspaceParent(workDir)
  for (const name of await readdir(workDir)) {
    const [pid, start] = /^(\d+)\.(\d+)-/.exec(name)?.slice(1).map(Number) ?? []
    if (pid && start && !isAlive(pid, start)) await removeWorkspace(join(workDir, name))
  }
}
