import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paceOfMachine } from '../platform/pace.ts'
import { verify } from './verify.ts'

interface Tally {
  passed: number
  failed: number
}

/** A part that prints nothing for so long says that it goes on. */
const QUIET_MS = 30_000

const secondsSince = (startedAt: number) => Math.round((performance.now() - startedAt) / 1000)
const bin = (name: string) => join('node_modules', '.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'terakoya-test-'))

function run(
  command: string,
  args: string[],
  options: SpawnOptions = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const chunks: Buffer[] = []
  const startedAt = performance.now()
  const sayStillRunning = () => process.stdout.write(`    … still running after ${secondsSince(startedAt)} s\n`)
  const quiet = setInterval(sayStillRunning, QUIET_MS)
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      process.stdout.write(chunk)
      quiet.refresh()
    })
  }
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearInterval(quiet)
      resolve({ code, output: Buffer.concat(chunks).toString() })
    }),
  )
}

/** A step that ended badly without a failed test has failed all the same. */
function tally(counts: Tally, code: number | null): Tally {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

async function unit(): Promise<Tally> {
  const file = join(reports, 'vitest.json')
  const { code } = await run(bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`])
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  return tally({ passed: report.numPassedTests, failed: report.numFailedTests }, code)
}

/** Labs and attacks close with "N …, N …": the first number is what was tried or proven, the second what went wrong. */
async function lab(args: string[], closing: RegExp): Promise<Tally> {
  const { code, output } = await run(process.execPath, ['server/labs/cli.ts', ...args])
  const [, first, second] = closing.exec(output) ?? []
  return tally({ passed: Number(first ?? 0), failed: Number(second ?? 1) }, code)
}

async function browser(): Promise<Tally> {
  const file = join(reports, 'e2e.json')
  const { code } = await run(bin('playwright'), ['test', '--config', 'e2e/playwright.config.ts'], {
    env: { ...process.env, E2E_REPORT: file },
  })
  const { stats } = JSON.parse(readFileSync(file, 'utf8')) as {
    stats: { expected: number; unexpected: number; flaky: number }
  }
  return tally({ passed: stats.expected, failed: stats.unexpected + stats.flaky }, code)
}

const STEPS: [string, () => Promise<Tally>][] = [
  ['verify', async () => ({ passed: 0, failed: await verify() })],
  ['unit and integration', unit],
  ['labs', () => lab(['sample'], /^(\d+) labs proven, (\d+) failing$/m)],
  ['attacks', () => lab(['attack'], /^(\d+) attacks, (\d+) succeeded$/m)],
  ['browser', browser],
]

mkdirSync(reports, { recursive: true })
const only = process.argv.slice(2)
const total: Tally = { passed: 0, failed: 0 }
const parts: string[] = []
process.stdout.write(`This machine takes ${paceOfMachine()} times as long as the one that limits were chosen on.\n`)
for (const [name, step] of STEPS.filter(([name]) => only.length === 0 || only.includes(name))) {
  process.stdout.write(`\n=== ${name}\n`)
  const startedAt = performance.now()
  const { passed, failed } = await step().catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    return { passed: 0, failed: 1 }
  })
  const said = `${name}: ${passed} passed, ${failed} failed (${secondsSince(startedAt)} s)`
  process.stdout.write(`=== ${said}\n`)
  parts.push(said)
  total.passed += passed
  total.failed += failed
}
rmSync(reports, { recursive: true, force: true })
process.stdout.write(`\n${parts.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
