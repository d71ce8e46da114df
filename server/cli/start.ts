import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { backupBefore, type UpgradeBackup } from './before-upgrade.ts'
import { buildWeb } from './build-web.ts'
import { openDatabase } from './database.ts'
import { type PastInWriting, writeHistory } from './history/index.ts'
import { type Instance, type Mode, prepareInstance, StartError } from './instance.ts'
import { lockInstance } from './lock.ts'
import { nodeArguments } from './node-arguments.ts'
import { Processes } from './processes.ts'
import { say, step } from './say.ts'
import { Steward } from './steward.ts'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

interface Prepared {
  link: string | null
  needsHistory: boolean
}

/**
 * Images, content, people and links, in a process that ends: it needs every domain and much memory, and what stays beside
 * the three processes should not.
 */
function setUp(
  instance: Instance,
  appUrl: string,
  url: string,
  upgradeBackup: UpgradeBackup | null,
): Promise<Prepared> {
  const { mode, checkout, dataFolder } = instance
  const child = spawn(process.execPath, nodeArguments(checkout, 'cli/set-up.ts'), {
    cwd: checkout,
    env: { ...process.env, SET_UP: JSON.stringify({ mode, checkout, dataFolder, appUrl, url, upgradeBackup }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let prepared: Prepared | null = null
    child.on('message', (message) => (prepared = message as Prepared))
    child.on('exit', () =>
      prepared ? resolve(prepared) : reject(new StartError('The set-up did not finish; its message stands above.')),
    )
  })
}

const sayPastWritten = ({ cohorts }: { cohorts: number }) =>
  say(`  The programme’s past is there: ${cohorts} cohorts of invented people, graded as any others.`)

/** The site goes on without it. */
function sayPastFailed(error: unknown): null {
  say(`\n  The programme’s past could not be written: ${error instanceof Error ? error.message : String(error)}\n`)
  say('  Everything else works. To try again: stop with Ctrl C, then npm start')
  return null
}

/** A line for every quarter. */
function sayProgress(): (done: number, total: number) => void {
  let quarter = 0
  return (done, total) => {
    if (Math.floor((done * 4) / total) === quarter) return
    quarter = Math.floor((done * 4) / total)
    if (done < total) say(`  The programme’s past is being written: ${done} of ${total} events`)
  }
}

/** Builds the images of labs behind the site; whatever comes of it, the site goes on. */
function openImages({ checkout, dataFolder, mode }: Instance, onStarted: (child: ChildProcess) => void): Promise<void> {
  const child = spawn(process.execPath, nodeArguments(checkout, 'cli/open-images.ts'), {
    cwd: checkout,
    env: { ...process.env, OPEN_IMAGES: JSON.stringify({ dataFolder, mode }) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onStarted(child)
  return new Promise((resolve) => child.on('exit', () => resolve()))
}

function portIsFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

interface Address {
  host: string
  port: number
  url: string
}

/** Where the site answers. @throws StartError for what its mode does not allow */
async function addressOf(mode: Mode): Promise<Address> {
  const host = process.env.HOST ?? '127.0.0.1'
  const port = Number(process.env.PORT ?? 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartError(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
  if (mode === 'evaluation' && !LOOPBACK.has(host)) {
    throw new StartError(
      'Evaluation mode answers on this machine only (HOST=127.0.0.1). To serve others, use: npm run serve',
    )
  }
  const url = (process.env.TERAKOYA_URL ?? (mode === 'evaluation' ? `http://${host}:${port}` : '')).replace(/\/$/, '')
  if (!URL.canParse(url))
    throw new StartError(
      'Production mode needs the address people use, for example: TERAKOYA_URL=https://learn.example npm run serve',
    )
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' && !LOOPBACK.has(hostname))
    throw new StartError(`TERAKOYA_URL must start with https:// (found ${url}).`)
  if (!(await portIsFree(host, port)))
    throw new StartError(
      `Port ${port} of ${host} is in use. Choose another: PORT=${port + 1} npm ${mode === 'evaluation' ? 'start' : 'run serve'}`,
    )
  return { host, port, url }
}

/** Prepares everything, starts the three processes and prints where to go. */
async function start(mode: Mode, isDevelopment: boolean): Promise<void> {
  const startedAt = performance.now()
  const checkout = process.cwd()
  const address = await addressOf(mode)
  say(`Terakoya, ${mode} mode`)
  const instance = await prepareInstance(mode, checkout)
  const unlock = lockInstance(instance.dataFolder)
  let upgradeBackup: UpgradeBackup | null = null
  const database = await step(
    'database',
    () =>
      openDatabase(
        instance,
        backupBefore(instance, (taken) => (upgradeBackup = taken)),
      ),
    () => (process.env.DATABASE_URL ? 'migrated' : 'running, migrated'),
  )
  let processes: Processes | null = null
  const steward = new Steward(instance, database)
  let images: ChildProcess | null = null
  let past: PastInWriting | null = null
  let isStopping = false
  const watching = setInterval(() => {
    try {
      database.ensureRunning()
    } catch (error) {
      say(`The database does not start: ${error instanceof Error ? error.message : String(error)}`)
    }
  }, 1_000)
  const stop = async (code: number) => {
    if (isStopping) return
    isStopping = true
    clearInterval(watching)
    past?.stop()
    images?.kill('SIGKILL')
    await steward.stop()
    await processes?.stop()
    database.stop()
    unlock()
    process.exit(code)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  try {
    // Pages depend on nothing that is set up, and take as long.
    const pages = isDevelopment
      ? Promise.resolve(false)
      : step(
          'pages',
          () => buildWeb(checkout),
          (isBuilt) => (isBuilt ? 'built' : 'unchanged'),
        )
    pages.catch(() => {})
    const { link, needsHistory } = await setUp(instance, database.appUrl, address.url, upgradeBackup)
    await pages
    // In production what they say belongs to whoever runs the service.
    const logFile = mode === 'evaluation' && !isDevelopment ? join(instance.dataFolder, 'terakoya.log') : null
    const started = new Processes(instance, database, { ...address, isDevelopment }, logFile)
    processes = started
    await step(
      'processes',
      () => Promise.all((['web', 'worker', 'runner'] as const).map((name) => started.start(name))),
      () => 'web, worker, runner',
    )
    await steward.start()
    say(`\nReady in ${((performance.now() - startedAt) / 1000).toFixed(1)} s. Ctrl C stops everything.`)
    if (logFile) say(`What the processes say: ${logFile}`)
    if (link)
      say(
        mode === 'evaluation'
          ? `Open this link; it works once. Another one: npm run evaluation -- link\n\n  ${link}\n`
          : `Create the first operator; this link works once, for a day:\n\n  ${link}\n`,
      )
    else say(`\n  ${address.url}\n`)
    process.send?.({
      type: 'started',
      url: address.url,
      link,
      pids: started.pids(),
      dataFolder: instance.dataFolder,
      appUrl: database.appUrl,
      ownerUrl: database.ownerUrl,
    })
    await openImages(instance, (child) => (images = child))
    process.send?.({ type: 'images' })
    if (needsHistory && !isStopping) {
      past = await writeHistory(instance, database, { ...address, isDevelopment }, sayProgress()).catch(sayPastFailed)
      await past?.done.then(sayPastWritten).catch((error: unknown) => isStopping || sayPastFailed(error))
      process.send?.({ type: 'past' })
    }
  } catch (error) {
    process.stderr.write(
      `\n${error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    await stop(1)
  }
}

const [command] = process.argv.slice(2)
try {
  await start(command === 'serve' ? 'production' : 'evaluation', command === 'dev')
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
