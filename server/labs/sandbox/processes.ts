import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Start time of a process in clock ticks since boot: with the pid, a name that is never used twice. 0: no such process. */
export function startOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name, which may hold spaces and parentheses.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19])
  } catch {
    return 0
  }
}

export const isAlive = (pid: number, start: number) => startOf(pid) === start

const PF_EXITING = 0x4

/** False for a zombie and for a process inside its exit: neither runs code of its own any more. */
export function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, , , , , , flags] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state !== 'Z' && state !== 'X' && (Number(flags) & PF_EXITING) === 0
  } catch {
    return false
  }
}

/** What a tree of processes does: of all its threads, the busiest. */
export function activityOf(pids: readonly number[]): 'runnable' | 'on-disk' | 'asleep' {
  const states = new Set(pids.flatMap(threadStates))
  return states.has('R') ? 'runnable' : states.has('D') ? 'on-disk' : 'asleep'
}

function threadStates(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => fieldsOf(`/proc/${pid}/task/${thread}/stat`)[0] ?? '')
  } catch {
    return []
  }
}

const TICKS_PER_SECOND = 100

/** Processor time of the processes that live now: a lower bound where no group counts it. */
export const liveCpuMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const [user, system] = fieldsOf(`/proc/${pid}/stat`).slice(11, 13).map(Number)
    return sum + ((user || 0) + (system || 0)) * (1000 / TICKS_PER_SECOND)
  }, 0)

/** From the third field on: the second is the program's name, which may hold spaces and parentheses. */
function fieldsOf(path: string): string[] {
  try {
    const stat = readFileSync(path, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** Every process of the pid namespace that `pid` is in, as far as this process may look. */
export function namespaceMembers(pid: number): number[] {
  const namespaceOf = (name: number | string) => {
    try {
      return readlinkSync(`/proc/${name}/ns/pid`)
    } catch {
      return null
    }
  }
  const namespace = namespaceOf(pid)
  if (namespace === null || namespace === namespaceOf('self')) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && namespaceOf(name) === namespace)
    .map(Number)
}

/** Descriptors that this process was started with and would hand on to every child: none in a well-behaved parent. */
export function inheritableDescriptors(): number[] {
  const flags = (descriptor: number) => {
    try {
      return Number.parseInt(
        /^flags:\s+(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0',
        8,
      )
    } catch {
      return CLOSE_ON_EXEC
    }
  }
  return openDescriptors().filter((descriptor) => descriptor > 2 && (flags(descriptor) & CLOSE_ON_EXEC) === 0)
}

const CLOSE_ON_EXEC = 0o2000000

function openDescriptors(): number[] {
  return readdirSync('/proc/self/fd').map(Number)
}
