import { spawn } from 'node:child_process'
import type { PreparedDatabase } from '../database.ts'
import type { Instance } from '../instance.ts'
import { nodeArguments } from '../node-arguments.ts'
import { environmentFor, type ProcessSettings } from '../processes.ts'
import { LEARNERS_PER_COHORT } from './plan.ts'
import { removeHistory } from './remove.ts'

/**
 * Writes it in a process of its own, which stands in for worker and runner while neither has started. What an earlier
 * try left half-written goes first.
 */
export async function writeHistory(
  instance: Instance,
  database: PreparedDatabase,
  settings: ProcessSettings,
  onProgress: (done: number, total: number) => void,
): Promise<{ cohorts: number }> {
  await removeHistory(database.ownerUrl)
  const child = spawn(process.execPath, nodeArguments(instance.checkout, 'cli/history/write.ts'), {
    cwd: instance.checkout,
    env: { ...environmentFor('worker', instance, database, settings), HISTORY: String(LEARNERS_PER_COHORT) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const said: Buffer[] = []
  child.stderr!.on('data', (chunk: Buffer) => said.push(chunk))
  return new Promise((resolve, reject) => {
    let written: { cohorts: number } | null = null
    child.on('message', (message: { type: string; done: number; total: number; cohorts: number }) => {
      if (message.type === 'progress') onProgress(message.done, message.total)
      if (message.type === 'written') written = { cohorts: message.cohorts }
    })
    child.on('exit', (code) =>
      written
        ? resolve(written)
        : reject(new Error(`The past could not be written (${code}):\n${Buffer.concat(said).toString()}`)),
    )
  })
}
