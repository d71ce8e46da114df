import { Logger, parseCronItems, run, type Task, type TaskList } from 'graphile-worker'
import { isPastBeingWritten } from './platform/db/past-lock.ts'
import { env } from './platform/env.ts'
import { listenForStop, onStop } from './platform/lifecycle.ts'
import { log } from './platform/log.ts'
import { createContext } from './platform/runtime.ts'
import { createTasks } from './tasks.ts'

listenForStop()

const system = () => createContext({ kind: 'system', process: 'worker' })
const tasks = createTasks(env().TERAKOYA_DATA, system)
/** What finds its work by the calendar: while a past is written, its people are not of today. */
const BY_CALENDAR = new Set(['assessment.lapseReadiness', 'employers.askConfirmations', 'cohorts.freezeDue'])
const taskList: TaskList = Object.fromEntries(
  Object.entries(tasks).map(([name, task]) => [
    name,
    BY_CALENDAR.has(name)
      ? async (...job: Parameters<Task>) => void ((await isPastBeingWritten(system())) || (await task!(...job)))
      : task,
  ]),
)

const quiet = new Logger(() => (level, message) => {
  if (level === 'error') log('worker.error', { message })
})

const runner = await run({
  connectionString: env().DATABASE_URL,
  concurrency: 4,
  noHandleSignals: true,
  pollInterval: 1_000,
  logger: quiet,
  taskList,
  parsedCronItems: parseCronItems([
    { task: 'audit.chain', match: '* * * * *', options: { jobKey: 'audit.chain' } },
    { task: 'assessment.lapseReadiness', match: '7 * * * *', options: { jobKey: 'lapseReadiness' } },
    { task: 'employers.askConfirmations', match: '23 * * * *', options: { jobKey: 'askConfirmations' } },
    { task: 'cohorts.freezeDue', match: '*/5 * * * *', options: { jobKey: 'freezeDue' } },
    { task: 'platform.forgetOldWindows', match: '41 * * * *', options: { jobKey: 'forgetOldWindows' } },
    { task: 'sovereignty.eraseLapsed', match: '53 2 * * *', options: { jobKey: 'eraseLapsed' } },
    { task: 'sovereignty.forgetExports', match: '29 * * * *', options: { jobKey: 'forgetExports' } },
    { task: 'sovereignty.orderDueBackup', match: '*/5 * * * *', options: { jobKey: 'orderDueBackup' } },
    { task: 'credentials.refreshStatusLists', match: '17 3 * * *', options: { jobKey: 'refreshStatusLists' } },
  ]),
})
log('worker.ready')
process.send?.({ type: 'ready' })

async function stop(): Promise<void> {
  await runner.stop().catch(() => {})
  process.exit(0)
}
onStop(() => void stop())
