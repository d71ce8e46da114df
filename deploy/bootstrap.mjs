// Runs on any Node ≥ 20 before anything is installed: installs what is missing, then hands over to the pinned Node.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const checkout = join(dirname(fileURLToPath(import.meta.url)), '..')
const [command = 'start', ...rest] = process.argv.slice(2)

/** Programs each command needs, by the Debian package that brings them. */
const SANDBOX = { bwrap: 'bubblewrap', setpriv: 'util-linux', prlimit: 'util-linux' }
const BROWSER = { chromium: 'chromium', 'fonts-noto-cjk': 'fonts-noto-cjk' }
const NEEDS = {
  start: SANDBOX,
  serve: SANDBOX,
  dev: SANDBOX,
  lab: SANDBOX,
  bench: { ...SANDBOX, ...BROWSER },
  test: { ...SANDBOX, ...BROWSER },
  pictures: BROWSER,
}

const SCRIPTS = {
  start: ['server/cli/start.ts', 'start'],
  serve: ['server/cli/start.ts', 'serve'],
  dev: ['server/cli/start.ts', 'dev'],
  test: ['server/cli/test.ts'],
  verify: ['server/cli/verify.ts'],
  bench: ['bench/run.ts'],
  doctor: ['server/cli/doctor.ts'],
  backup: ['server/cli/backup.ts', 'backup'],
  restore: ['server/cli/backup.ts', 'restore'],
  upgrade: ['server/cli/upgrade.ts'],
  audit: ['server/cli/audit.ts'],
  outcomes: ['server/cli/outcomes.ts'],
  evaluation: ['server/cli/evaluation.ts'],
  lab: ['server/labs/cli.ts'],
  pictures: ['docs/take-pictures.ts'],
}

function fail(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

function isInstalled(program) {
  if (program === 'fonts-noto-cjk')
    return existsSync('/usr/share/fonts/opentype/noto') || existsSync('/usr/share/fonts/noto-cjk')
  return (process.env.PATH ?? '')
    .split(':')
    .concat('/usr/sbin', '/sbin')
    .some((folder) => existsSync(join(folder, program)))
}

function ensurePrograms(needs) {
  const packages = [
    ...new Set(
      Object.entries(needs)
        .filter(([program]) => !isInstalled(program))
        .map(([, name]) => name),
    ),
  ]
  if (packages.length === 0) return
  const byHand = `apt-get update && apt-get install -y ${packages.join(' ')}`
  const mayInstall = process.getuid?.() === 0 && isInstalled('apt-get')
  if (!mayInstall) fail(`Missing: ${packages.join(', ')}. Install them with:\n\n  sudo sh -c '${byHand}'\n`)
  process.stdout.write(`Installing ${packages.length} Debian packages: ${packages.join(', ')}\n`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const result = spawnSync('sh', ['-ec', byHand], { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  if (result.status !== 0)
    fail(`${result.stdout.slice(-2000)}${result.stderr.slice(-2000)}\nInstalling failed. Try by hand:\n\n  ${byHand}\n`)
}

function ensurePackages() {
  const stamp = join(checkout, 'node_modules', '.terakoya-lock')
  const digest = createHash('sha256')
    .update(readFileSync(join(checkout, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  try {
    accessSync(checkout, constants.W_OK)
  } catch {
    fail(`The folder ${checkout} cannot be written, so npm packages cannot be installed there.`)
  }
  const count = Object.keys(JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8')).packages).length
  process.stdout.write(`Installing ${count} npm packages (once)\n`)
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: checkout,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (result.status !== 0)
    fail('npm ci failed; its message stands above. Check the network to the npm registry and try again.')
  writeFileSync(stamp, digest)
}

const major = Number(process.versions.node.split('.')[0])
if (major < 20) fail(`Node ${process.versions.node} is too old: Terakoya needs Node 20 or newer.`)
if (process.platform !== 'linux')
  fail('Terakoya runs on Linux (Debian or Ubuntu): its sandboxes need Linux namespaces.')
const script = SCRIPTS[command]
if (!script) fail(`Unknown command "${command}". Known: ${Object.keys(SCRIPTS).join(', ')}`)

ensurePrograms(NEEDS[command] ?? {})
ensurePackages()

const node = join(checkout, 'node_modules', 'node', 'bin', 'node')
try {
  execFileSync(node, ['--version'])
} catch {
  fail(`The pinned Node at ${node} does not run. Remove node_modules and try again.`)
}
const hook = pathToFileURL(join(checkout, 'server', 'platform', 'db', 'drizzle-as-commonjs.mjs')).href
const child = spawn(node, ['--disable-warning=ExperimentalWarning', '--import', hook, ...script, ...rest], {
  cwd: checkout,
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  stdio: process.send ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit',
})
if (process.send) child.on('message', (message) => process.send(message))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
