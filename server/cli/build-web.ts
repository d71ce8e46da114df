import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './instance.ts'

const SOURCES = [
  'app',
  'server',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
]
const LEFT_OUT = /\.test\.tsx?$|^server\/(cli|labs\/(attacks|sandbox|images))\//

function listFiles(checkout: string, path: string): string[] {
  const entries = readdirSync(join(checkout, path), { withFileTypes: true })
  return entries.flatMap((entry) => {
    const child = `${path}/${entry.name}`
    return entry.isDirectory() ? listFiles(checkout, child) : [child]
  })
}

function digestOfSources(checkout: string): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const files = source.includes('.') ? [source] : listFiles(checkout, source).sort()
    for (const file of files.filter((name) => !LEFT_OUT.test(name)))
      hash.update(`${file}\0`).update(readFileSync(join(checkout, file)))
  }
  return hash.digest('hex')
}

/** Builds the web process's pages when their sources changed since the last build. Returns whether it built. */
export async function buildWeb(checkout: string): Promise<boolean> {
  const stamp = join(checkout, '.next', 'terakoya-sources')
  const digest = digestOfSources(checkout)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return false
  const output: Buffer[] = []
  const child = spawn(process.execPath, [join(checkout, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: checkout,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0)
    throw new StartError(`The pages could not be built:\n${Buffer.concat(output).toString().slice(-6000)}`)
  writeFileSync(stamp, digest)
  return true
}
