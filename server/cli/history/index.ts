import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { PreparedDatabase } from '../database.ts'
import { type Instance, StartError } from '../instance.ts'
import { nodeArguments } from '../node-arguments.ts'
import { environmentFor, type ProcessSettings } from '../processes.ts'
import { LEARNERS_PER_COHORT } from './plan.ts'
import { removeHistory } from './remove.ts'

export interface PastInWriting {
  /** @throws StartError with what the process said, when it ended before all was written */
  done: Promise<{ cohorts: number }>
  stop: () => void
}

/**
 * Writes it beside the running site, in a process of its own that stands in for worker and runner in a lane of its own.
 * What an earlier try left half-written goes first.
 */
export async function writeHistory(
  instance: Instance,
  database: PreparedDatabase,
  settings: ProcessSettings,
  onProgress: (done: number, total: number) => void,
): Promise<PastInWriting> {
  await removeHistory(database.ownerUrl)
  const child = spawn(process.execPath, nodeArguments(instance.checkout, 'cli/history/write.ts'), {
    cwd: instance.checkout,
    env: {
      ...environmentFor('worker', instance, database, settings),
      RUNNER_SOCKET: join(instance.dataFolder, 'run', 'past.sock'),
      HISTORY: String(LEARNERS_PER_COHORT),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const said: Buffer[] = []
  child.stderr!.on('data', (chunk: Buffer) => said.push(chunk))
  const done = new Promise<{ cohorts: number }>((resolve, reject) => {
    let written: { cohorts: number } | null = null
    child.on('message', (message: { type: string; done: number; total: number; cohorts: number }) => {
      if (message.type === 'progress') onProgress(message.done, message.total)
      if (message.type === 'written') written = { cohorts: message.cohorts }
    })
    child.on('exit', (code) =>
      written
        ? resolve(written)
        : reject(
            new StartError(
              `its process ended with ${code}: ${Buffer.concat(said).toString().trim() || 'it said nothing'}`,
            ),
          ),
    )
  })
  return { done, stop: () => void child.kill('SIGKILL') }
}
