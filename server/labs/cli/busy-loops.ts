import { type ChildProcess, spawn } from 'node:child_process'

/** Ends with the process that started it, even when that one was killed. */
const LOOP = 'const parent = process.ppid; while (process.ppid === parent);'

/** Programs that keep every core of this machine busy while `work` goes on. */
export async function besideBusyLoops<T>(count: number, work: () => Promise<T>): Promise<T> {
  const loops: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', LOOP], { stdio: 'ignore' }),
  )
  const end = () => {
    for (const loop of loops) loop.kill('SIGKILL')
  }
  process.once('exit', end)
  try {
    return await work()
  } finally {
    process.off('exit', end)
    end()
  }
}
