import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './instance.ts'

function startOfProcess(pid: number): string | null {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[19]!
  } catch {
    return null
  }
}

/**
 * Makes sure that one start at a time uses a data folder. A lock whose process is gone is taken over.
 * @throws StartError naming the process that holds it
 */
export function lockInstance(dataFolder: string): () => void {
  const file = join(dataFolder, 'run', 'lock')
  if (existsSync(file)) {
    const [pid, start] = readFileSync(file, 'utf8').split(' ')
    if (pid && startOfProcess(Number(pid)) === start) {
      throw new StartError(
        `Terakoya already runs with ${dataFolder} (process ${pid}). Stop it with Ctrl C or: kill ${pid}`,
      )
    }
  }
  const mine = `${process.pid} ${startOfProcess(process.pid)}`
  writeFileSync(`${file}.${process.pid}`, mine)
  renameSync(`${file}.${process.pid}`, file)
  return () => {
    if (existsSync(file) && readFileSync(file, 'utf8') === mine) rmSync(file)
  }
}
