import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../cli/engine.ts'
import type { SandboxLimits } from './types.ts'

const LIMITS: SandboxLimits = { memoryMb: 256, processes: 32, cpus: 1, wallSeconds: 0, outputKb: 64, diskMb: 8 }
const isRoot = process.getuid?.() === 0

/** Holds whatever one can hold of files that every sandbox sees, asks `look` once from a child, and then waits. */
const HOLD = `
import ctypes, fcntl, os, struct, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
image, null = open('/etc/passwd'), open('/dev/null', 'r+')
fcntl.flock(image, fcntl.LOCK_EX)
fcntl.fcntl(image, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_RDLCK, 0, 0, 0, 0))
fcntl.fcntl(null, fcntl.F_SETLK, struct.pack('hhqqi', fcntl.F_WRLCK, 0, 7, 1, 0))
watch = libc.inotify_init1(0o4000)
for path in (b'/etc/passwd', b'/dev/null', b'/usr/bin'): libc.inotify_add_watch(watch, path, 0x20)
def events():
    try: return len(os.read(watch, 65536)) > 0
    except BlockingIOError: return False
print(subprocess.run([sys.executable, '-c', sys.argv[1]], capture_output=True, text=True).stdout.strip(), events(), flush=True)
sys.stdin.readline()
print(events(), flush=True)
`
const LOOK = `
import fcntl, os, struct
def held(path, kind, start):
    with open(path, 'r+' if path == '/dev/null' else 'r') as f:
        return struct.unpack('hhqqi', fcntl.fcntl(f, fcntl.F_GETLK, struct.pack('hhqqi', kind, 0, start, 1, 0)))[0] != fcntl.F_UNLCK
def flocked(path):
    with open(path) as f:
        try: fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError: return True
    return False
os.listdir('/usr/bin')
print(held('/etc/passwd', fcntl.F_WRLCK, 0), held('/dev/null', fcntl.F_WRLCK, 7), flocked('/etc/passwd'), end=' ')
`
const COUNTERS = `
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall(206, 1, ctypes.byref(ctypes.c_long(0))) == -1)
print([os.path.exists('/proc/sys/fs/aio-nr'), open('/proc/locks').read(), os.listdir('/proc/pressure')])
print(open('/proc/stat').read() == open('/proc/stat').read())
`

let engine: Engine

beforeAll(async () => {
  engine = await openEngine('python-3', { dataDir: join(tmpdir(), 'terakoya-tests') })
})
afterAll(() => engine.close())

const python = (script: string, ...args: string[]) => ({
  image: engine.image,
  workspaceDir: null,
  uid: engine.uids.take(),
  argv: ['/usr/bin/python3', '-c', script, ...args],
  limits: LIMITS,
})

describe.runIf(isRoot)('two sandboxes', () => {
  it('see no lock and no look of each other on files that both can open, though each sees its own', async () => {
    let said = ''
    const heard = Promise.withResolvers<void>()
    const holder = engine.driver.run({
      ...python(HOLD, LOOK),
      stdin: 'open',
      onOutput: (_, chunk) => {
        said += chunk.toString()
        if (said.includes('\n')) heard.resolve()
      },
    })
    await Promise.race([heard.promise, holder.outcome])
    // The control: a program of the same sandbox sees all of it, and its looking was noticed.
    expect(said.trim()).toBe('True True True True')
    const other = await engine.driver.run(python(LOOK)).outcome
    expect(other.stdout.toString().trim()).toBe('False False False')
    holder.write('go\n')
    const { stdout } = await holder.outcome
    expect(stdout.toString().trim().split('\n').at(-1)).toBe('False')
  })

  it('read no counter of the machine that the other could move', async () => {
    const { stdout } = await engine.driver.run(python(COUNTERS)).outcome
    expect(stdout.toString().trim().split('\n')).toEqual(['True', "[False, '', []]", 'True'])
  })
})
