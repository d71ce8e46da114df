import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PATIENCE_MS } from '../fixtures/patience.ts'
import { query } from '../fixtures/people.ts'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import { site, useSite } from '../fixtures/site.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { expect, test } from '../fixtures/test.ts'

const isRoot = process.getuid?.() === 0
const PARENT = isRoot ? '/var/lib/terakoya' : tmpdir()

function tryToStart(command: 'start' | 'serve', env: Record<string, string>): { code: number | null; said: string } {
  const dataFolder = dataFolderFor('never-started')
  const result = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'server/cli/start.ts', command],
    {
      env: { ...process.env, TERAKOYA_DATA: dataFolder, PORT: String(PORTS.starting), ...env },
      encoding: 'utf8',
      timeout: PATIENCE_MS,
    },
  )
  return { code: result.status, said: result.stdout + result.stderr }
}

const REFUSED: [string, 'start' | 'serve', () => Record<string, string>, RegExp][] = [
  [
    'a port in use',
    'start',
    () => ({ PORT: new URL(site().url).port }),
    new RegExp(
      `Port ${PORTS.common} of 127\\.0\\.0\\.1 is in use\\. Choose another: PORT=${PORTS.common + 1} npm start`,
    ),
  ],
  ['a port that is none', 'start', () => ({ PORT: 'eighty' }), /PORT must be a number from 1 to 65535, not "eighty"/],
  [
    'a folder that cannot be written',
    'start',
    () => ({ TERAKOYA_DATA: '/dev/null/terakoya' }),
    /data folder \/dev\/null\/terakoya cannot be written\. Choose another: TERAKOYA_DATA=/,
  ],
  [
    'a folder in use',
    'start',
    () => ({ TERAKOYA_DATA: site().dataFolder }),
    /already runs with .* \(process \d+\)\. Stop it with/,
  ],
  [
    'evaluation for other machines',
    'start',
    () => ({ HOST: '0.0.0.0' }),
    /answers on this machine only .*npm run serve/,
  ],
  ['production without an address', 'serve', () => ({}), /needs the address people use, for example: TERAKOYA_URL=/],
  [
    'production without encryption',
    'serve',
    () => ({ TERAKOYA_URL: 'http://learn.example' }),
    /must start with https:\/\//,
  ],
]

for (const [what, command, env, sentence] of REFUSED) {
  test(`starting with ${what} is refused in a sentence that says what to do`, () => {
    const { code, said } = tryToStart(command, env())
    expect(said).toMatch(sentence)
    expect(said).not.toMatch(/\n {4}at /)
    expect(code).toBe(1)
  })
}

test('starting on a full disk is refused in a sentence that says what to do', () => {
  test.skip(!isRoot, 'mounting a small file system needs root')
  const folder = mkdtempSync(join(PARENT, 'small-'))
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m,mode=755', 'tmpfs', folder])
  try {
    const { code, said } = tryToStart('start', { TERAKOYA_DATA: folder })
    expect(said).toMatch(/has \d+ MB free; at least 1000 MB are needed\. Free some, or choose another/)
    expect(code).toBe(1)
  } finally {
    spawnSync('umount', [folder])
    rmSync(folder, { recursive: true })
  }
})

test('a machine without the programs is told the exact command', () => {
  const result = spawnSync(process.execPath, ['deploy/bootstrap.mjs', 'start'], {
    env: { NODE_ENV: 'test', PATH: '/nonexistent' },
    encoding: 'utf8',
  })
  expect(result.stderr).toMatch(
    /Missing: bubblewrap, util-linux\. Install them with:\s+sudo sh -c 'apt-get update && apt-get install -y bubblewrap util-linux'/,
  )
  expect(result.status).toBe(1)
})

test('a start that was killed half-way is finished by the next one, and one of an older version is refused', async () => {
  const dataFolder = dataFolderFor('half')
  rmSync(dataFolder, { recursive: true, force: true })
  mkdirSync(dataFolder, { recursive: true })
  const first = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'server/cli/start.ts', 'start'], {
    env: { ...process.env, HISTORY: '0', PORT: String(PORTS.half), TERAKOYA_DATA: dataFolder },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  await new Promise<void>((resolve) => {
    first.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('lab image node-24: downloading')) return
      first.kill('SIGKILL')
      resolve()
    })
  })
  mkdirSync(join(dataFolder, 'images'), { recursive: true, mode: 0o711 })
  const { site: second, child } = await startSite({ port: PORTS.half, dataFolder })
  expect((await fetch(second.url)).status).toBe(200)
  await useSite(second)
  await query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('of a newer version', 1)")
  await useSite(null)
  await stopSite(child)
  const older = tryToStart('start', { TERAKOYA_DATA: dataFolder, PORT: String(PORTS.half) })
  expect(older.said).toMatch(
    /The database was migrated by a newer version of Terakoya than this checkout\. Nothing was changed\. Start the newer checkout, or restore/,
  )
  expect(older.said).not.toMatch(/\n {4}at /)
  expect(older.code).toBe(1)
  rmSync(dataFolder, { recursive: true, force: true })
})
