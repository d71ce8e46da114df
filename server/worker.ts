import { Logger, parseCronItems, run } from 'graphile-worker'
import { env } from './platform/env.ts'
import { listenForStop, onStop } from './platform/lifecycle.ts'
import { log } from './platform/log.ts'
import { createContext } from './platform/runtime.ts'
import { createTasks } from './tasks.ts'

listenForStop()

const taskList = createTasks(env().TERAKOYA_DATA, () => createContext({ kind: 'system', process: 'worker' }))

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
