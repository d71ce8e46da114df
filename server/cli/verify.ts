import { spawn } from 'node:child_process'
import { join } from 'node:path'

interface Check {
  name: string
  command: string[]
  /** Refuses a run that looked at nothing. */
  mustSay?: RegExp
}

const bin = (name: string) => join('node_modules', '.bin', name)

const CHECKS: Check[] = [
  { name: 'format', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'types', command: [bin('tsc'), '--noEmit', '--incremental', 'false', '-p', '.'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  {
    name: 'boundaries',
    command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'app', 'server', 'bench', 'e2e', 'proxy.ts'],
    mustSay: /\(\d*[1-9]\d* modules, \d*[1-9]\d* dependencies cruised\)/,
  },
  { name: 'unused code', command: [bin('knip')] },
  { name: 'translations', command: [process.execPath, 'app/_i18n/check.ts'] },
  { name: 'content', command: [process.execPath, 'server/cli/check-content.ts'] },
]

function run({ command, mustSay }: Check): Promise<{ ok: boolean; output: string; seconds: number }> {
  const startedAt = performance.now()
  const [program, ...args] = command
  const child = spawn(program!, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, FORCE_COLOR: '0' } })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString()
      const ok = code === 0 && (mustSay?.test(output) ?? true)
      resolve({ ok, output, seconds: (performance.now() - startedAt) / 1000 })
    })
  })
}

/** Checks everything that can be checked without running the platform. Two at a time: that is what small machines have. */
export async function verify(): Promise<number> {
  let failed = 0
  const waiting = [...CHECKS]
  const next = async (): Promise<void> => {
    const check = waiting.shift()
    if (!check) return
    const { ok, output, seconds } = await run(check)
    process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${check.name} (${seconds.toFixed(1)} s)\n`)
    if (!ok) process.stdout.write(`${output.slice(0, 12_000)}\n`)
    failed += ok ? 0 : 1
    await next()
  }
  await Promise.all([next(), next()])
  return failed
}

if (import.meta.main) {
  const failed = await verify()
  process.stdout.write(`${CHECKS.length - failed} passed, ${failed} failed\n`)
  process.exit(failed === 0 ? 0 : 1)
}
