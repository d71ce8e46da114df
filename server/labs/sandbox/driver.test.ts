import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../cli/engine.ts'
import { isRunning } from './processes.ts'
import type { RunSpec, SandboxLimits, SandboxOutcome } from './types.ts'
import { createWorkspace, createWorkspaceParent, removeWorkspace } from './workspace.ts'
import { WorkspaceAgent } from './workspace-agent.ts'

const LIMITS: SandboxLimits = { memoryMb: 128, processes: 32, cpus: 1, wallSeconds: 5, outputKb: 64, diskMb: 8 }
const isRoot = process.getuid?.() === 0

let engine: Engine
let dir: string
let uid: number

beforeAll(async () => {
  engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
  uid = engine.uids.take()
  dir = join(engine.workDir, `driver-test-${process.pid}`)
  await createWorkspaceParent(engine.workDir)
  await createWorkspace(dir, new Map(), uid)
})

afterAll(async () => {
  await removeWorkspace(dir)
  await engine.close()
})

const start = (spec: Partial<Omit<RunSpec, 'limits'>> & { argv: string[]; limits?: Partial<SandboxLimits> }) =>
  engine.driver.run({ image: engine.image, workspaceDir: dir, uid, ...spec, limits: { ...LIMITS, ...spec.limits } })

const sh = (script: string, rest: Omit<Parameters<typeof start>[0], 'argv'> = {}) =>
  start({ ...rest, argv: ['/bin/bash', '-c', script] }).outcome

const out = ({ stdout }: SandboxOutcome) => stdout.toString()

const livingProcesses = () =>
  readdirSync('/proc').filter((name) => {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      return /^\d+$/.test(name) && new RegExp(`^Uid:\\s+${uid}\\s`, 'm').test(status) && isRunning(Number(name))
    } catch {
      return false
    }
  })

describe('a sandbox', () => {
  it('runs a program as learner in the workspace, with nothing of our environment', async () => {
    process.env.TERAKOYA_TEST_SECRET = 'leaked'
    const outcome = await sh('id -un; pwd; uname -n; env | sort', { env: { EXTRA: 'given' } })
    delete process.env.TERAKOYA_TEST_SECRET
    expect(outcome).toMatchObject({ exitCode: 0, signal: null, stopped: null })
    const [user, folder, host, ...environment] = out(outcome).trim().split('\n')
    expect([user, folder, host]).toEqual(['learner', '/workspace', 'lab'])
    expect(environment).toContain('EXTRA=given')
    expect(environment.join()).not.toMatch(/leaked|VITEST|npm_/)
  })

  it('inherits standard input, output and error, and no other descriptor', async () => {
    expect(
      out(await sh('for f in /proc/self/fd/*; do echo ${f##*/}; done'))
        .trim()
        .split('\n')
        .slice(0, 3),
    ).toEqual(['0', '1', '2'])
    // The fourth is the folder that the listing itself has open.
    expect(out(await sh('ls /proc/self/fd | wc -l')).trim()).toBe('4')
  })

  it('has neither capabilities nor a way to new ones, and a filter, in every process', async () => {
    const status = out(await sh("cat /proc/1/status /proc/self/status | grep -E '^(Cap|NoNewPrivs|Seccomp:)'"))
    expect(status.match(/^Cap\w+:\s+0{16}$/gm)).toHaveLength(10)
    expect(status.match(/^NoNewPrivs:\s+1$/gm)).toHaveLength(2)
    expect(status.match(/^Seccomp:\s+2$/gm)).toHaveLength(2)
  })

  it('may write to its workspace and to memory, and nowhere else', async () => {
    const outcome = await sh(
      'for d in /workspace /tmp /dev/shm /home/learner; do echo x > $d/x && echo $d; done; for d in / /etc /usr/bin /run /dev /proc/sys/kernel /opt; do echo x > $d/x && echo bad $d; done; exit 0',
    )
    expect(out(outcome).trim().split('\n')).toEqual(['/workspace', '/tmp', '/dev/shm', '/home/learner'])
  })

  it('reads its input from the descriptor and from /dev/stdin', async () => {
    expect(out(await sh('read line; echo "got $line"', { stdin: 'first\nsecond\n' }))).toBe('got first\n')
    const argv = ['node', '-p', "require('fs').readFileSync('/dev/stdin', 'utf8').length"]
    expect(out(await start({ argv, stdin: Buffer.alloc(100_000, 97) }).outcome)).toBe('100000\n')
  })

  it('writes to /dev/stdout and /dev/stderr as a script expects', async () => {
    const outcome = await sh(
      'echo one > /dev/stdout; echo two > /dev/stderr; echo three >> /dev/stdout; cat /proc/self/fd/1 & exit 0',
    )
    expect([out(outcome), outcome.stderr.toString()]).toEqual(['one\nthree\n', 'two\n'])
  })

  it('loses nothing of what was printed last', async () => {
    const program = "process.stdout.write('x'.repeat(60000)); process.stderr.write('y'.repeat(5000)); process.exit(3)"
    for (let time = 0; time < 5; time++) {
      const outcome = await start({ argv: ['node', '-e', program] }).outcome
      expect([outcome.exitCode, outcome.stdout.length, outcome.stderr.length]).toEqual([3, 60_000, 5_000])
    }
  })

  it('talks while it runs', async () => {
    let seen = ''
    const live = start({
      argv: ['/bin/bash', '-c', 'while read line; do echo "<$line>"; done; exit 5'],
      stdin: 'open',
      onOutput: (_stream, chunk) => {
        seen += chunk
        if (seen === '<one>\n') live.write('two\n')
        if (seen.endsWith('<two>\n')) live.endInput()
      },
    })
    live.write('one\n')
    expect((await live.outcome).exitCode).toBe(5)
    expect(seen).toBe('<one>\n<two>\n')
  })

  it.each([
    ['exit 0', { exitCode: 0, signal: null }],
    ['exit 3', { exitCode: 3, signal: null }],
    ['kill -SEGV $$', { exitCode: null, signal: 'SIGSEGV' }],
    ['no-such-program', { exitCode: 127, signal: null }],
  ])('tells how %j ended', async (script, expected) => {
    expect(await sh(script)).toMatchObject({ ...expected, stopped: null })
  })

  it('tells that a program is not there as the shell does', async () => {
    expect(await start({ argv: ['/workspace/missing'] }).outcome).toMatchObject({ exitCode: 127, stopped: null })
  })

  it('has no network but a loopback of its own', async () => {
    const program = `const net = require('net')
      const server = net.createServer((s) => s.end('ok')).listen(0, '127.0.0.1', () => net.connect(server.address().port).on('data', (d) => { console.log(String(d)); server.close() }))
      net.connect(53, '192.0.2.1').on('error', (e) => console.log(e.code))`
    expect(
      out(await start({ argv: ['node', '-e', program] }).outcome)
        .trim()
        .split('\n')
        .sort(),
    ).toEqual(['ENETUNREACH', 'ok'])
  })

  it('starts again after its owner locked itself out', async () => {
    await sh('chmod 000 /workspace')
    expect((await sh('touch /workspace/again')).exitCode).toBe(0)
  })
})

describe('a limit', () => {
  it.runIf(isRoot)('on memory ends the program and says so', async () => {
    const program = 'const kept = []; for (;;) kept.push(Buffer.alloc(8 << 20, 1))'
    const outcome = await start({ argv: ['node', '-e', program] }).outcome
    expect(outcome).toMatchObject({ oomKilled: true, stopped: 'memory' })
    expect(outcome.peakMemoryBytes).toBeLessThanOrEqual(LIMITS.memoryMb * 1024 * 1024)
  })

  it.runIf(isRoot)('on memory is noticed when only a child was killed', async () => {
    const outcome = await sh(`node -e 'const k = []; for (;;) k.push(Buffer.alloc(8 << 20, 1))'; exit 0`)
    expect(outcome).toMatchObject({ exitCode: 0, oomKilled: true, stopped: 'memory' })
  })

  it('on processes stops forking, and the run goes on', async () => {
    const outcome = await sh('for i in $(seq 60); do sleep 2 & done 2>/dev/null; echo $(jobs -r | wc -l)', {
      limits: { wallSeconds: 4 },
    })
    expect(Number(out(outcome).trim())).toBeLessThan(LIMITS.processes)
  })

  it('on wall time kills what ignores signals', async () => {
    const outcome = await sh("trap '' TERM INT; sleep 60 & wait; sleep 60", { limits: { wallSeconds: 0.4 } })
    expect(outcome).toMatchObject({ timedOut: true, stopped: 'wall', signal: 'SIGKILL' })
    expect(outcome.wallMs).toBeLessThan(2_000)
  })

  it('on output keeps exactly what is allowed', async () => {
    const outcome = await sh('yes 0123456789', { limits: { outputKb: 16 } })
    expect(outcome).toMatchObject({ outputCapped: true, stopped: 'output' })
    expect(outcome.stdout).toHaveLength(16 * 1024)
  })

  it('on the size of a file refuses to write on', async () => {
    expect((await sh('head -c 20M /dev/zero > big')).signal).toBe('SIGXFSZ')
    await sh('rm -f big')
  })

  it('on the workspace ends the program that fills it', async () => {
    const outcome = await sh('for i in $(seq 50); do head -c 4M /dev/zero > f$i; sleep 0.05; done')
    expect(outcome).toMatchObject({ diskExceeded: true, stopped: 'disk' })
    await sh('rm -f f*')
  })

  it.runIf(isRoot)('on processors is kept over time', async () => {
    const { cpuMs, wallMs } = await sh('while :; do :; done & while :; do :; done', {
      limits: { cpus: 0.5, wallSeconds: 1 },
    })
    expect((cpuMs ?? 0) / wallMs).toBeLessThan(0.75)
  })
})

describe('an end', () => {
  it('takes every process with it, daemons and stopped ones too', async () => {
    await sh("(trap '' HUP; sleep 300 >/dev/null 2>&1 &); sh -c 'kill -STOP $$' & sleep 0.1; exit 0")
    expect(isRoot ? livingProcesses() : []).toEqual([])
  })

  it('comes when the caller asks, before the start and in the middle', async () => {
    const before = new AbortController()
    before.abort()
    expect((await sh('sleep 60', { signal: before.signal })).stopped).toBe('caller')
    const during = new AbortController()
    const outcome = sh('sleep 60', { signal: during.signal })
    setTimeout(() => during.abort(), 100)
    expect((await outcome).stopped).toBe('caller')
  })

  it('that is our fault is an error, never a result', async () => {
    const image = { ...engine.image, root: '/nonexistent' }
    await expect(start({ argv: ['true'], image }).outcome).rejects.toMatchObject({
      code: 'unavailable',
      reason: 'sandbox_did_not_start',
    })
  })

  it('leaves nothing on the machine', async () => {
    await sh('true')
    const state = join(tmpdir(), 'terakoya-tests/sandbox')
    const mine = readdirSync(state).find((name) => name.startsWith(`runs-${process.pid}.`)) as string
    // Pipes for the next runs lie ready.
    expect(readdirSync(join(state, mine)).filter((name) => !name.startsWith('pipe-'))).toEqual(['seccomp.bpf'])
  })
})

describe('a terminal', () => {
  it('has job control, a size that follows, and ends with its shell', async () => {
    let screen = ''
    const terminal = start({
      argv: ['/bin/bash'],
      pty: { cols: 80, rows: 24 },
      limits: { wallSeconds: 10, outputKb: 0 },
      onOutput: (_stream, chunk) => {
        screen += chunk
      },
    })
    const until = async (text: string) => {
      while (!screen.includes(text)) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await until('$ ')
    terminal.write('sleep 30 & jobs; echo size-$(stty size | tr " " x)\n')
    await until('size-24x80')
    expect(screen).toContain('[1]+')
    terminal.resize({ cols: 100, rows: 40 })
    terminal.write('echo size-$(stty size | tr " " x); echo to-terminal > /dev/stderr\n')
    await until('size-40x100')
    await until('to-terminal\r\n')
    terminal.write('sleep 60\n')
    await new Promise((resolve) => setTimeout(resolve, 100))
    terminal.write('\u0003')
    terminal.write('exit 4\n')
    expect(await terminal.outcome).toMatchObject({ exitCode: 4, stopped: null })
  })
})

describe('a workspace agent', () => {
  it('writes, lists, reads, moves and removes', async () => {
    const agent = new WorkspaceAgent(engine.driver, { image: engine.image, dir, uid, limits: LIMITS })
    await agent.write('notes/one.md', Buffer.from('hello'))
    await agent.write('notes/one.md', Buffer.from('hello again'))
    await agent.move('notes/one.md', 'two.md')
    expect((await agent.read('two.md', { maxBytes: 100 }))?.toString()).toBe('hello again')
    expect(await agent.read('two.md', { maxBytes: 5 })).toBeNull()
    expect(await agent.read('notes/one.md', { maxBytes: 100 })).toBeNull()
    expect((await agent.list({ maxFiles: 100 })).files.map(({ path }) => path)).toContain('two.md')
    await agent.remove('two.md')
    expect(await agent.read('two.md', { maxBytes: 100 })).toBeNull()
    await expect(agent.write('../x', Buffer.from('x'))).rejects.toMatchObject({ code: 'invalid_input' })
    await agent.close()
    await expect(agent.list({ maxFiles: 1 })).rejects.toMatchObject({ code: 'unavailable' })
    expect(existsSync(join(engine.workDir, 'x'))).toBe(false)
  })
})
