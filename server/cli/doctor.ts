import { existsSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { diagnoseSandbox } from '../labs/sandbox/diagnose.ts'
import { dataFolderOf } from './instance.ts'

interface Finding {
  title: string
  state: 'works' | 'partly' | 'missing'
  detail: string
  fix?: string | null
}

const MARK = { works: 'ok  ', partly: 'part', missing: 'NO  ' } as const

function browser(): Finding {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
  const title = 'browser for the tests'
  return found
    ? { title, state: 'works', detail: found }
    : {
        title,
        state: 'missing',
        detail: 'No Chromium was found; only "npm test" needs it.',
        fix: 'apt-get install -y chromium fonts-noto-cjk',
      }
}

function disk(folder: string): Finding {
  const existing = existsSync(folder) ? folder : '/'
  const { bavail, bsize } = statfsSync(existing)
  const free = bavail * bsize
  const detail = `${(free / 1e9).toFixed(1)} GB free for ${folder}`
  return free > 5e9
    ? { title: 'disk', state: 'works', detail }
    : {
        title: 'disk',
        state: free > 1e9 ? 'partly' : 'missing',
        detail,
        fix: 'Free some space, or choose another folder: TERAKOYA_DATA=/path npm start',
      }
}

function port(number: number): Promise<Finding> {
  const title = `port ${number}`
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () =>
      resolve({
        title,
        state: 'partly',
        detail: 'Another program answers there (Terakoya itself, if it runs).',
        fix: `PORT=${number + 1} npm start`,
      }),
    )
    probe.listen(number, '127.0.0.1', () => probe.close(() => resolve({ title, state: 'works', detail: 'free' })))
  })
}

async function sandbox(dataFolder: string): Promise<Finding[]> {
  const findings = await diagnoseSandbox({
    stateDir: join(dataFolder, 'sandboxes'),
    imagesDir: join(dataFolder, 'images'),
  })
  return findings.map(({ title, enforced, detail, fix }) => ({
    title,
    state:
      enforced === 'yes' ? ('works' as const) : enforced === 'watched' ? ('partly' as const) : ('missing' as const),
    detail,
    fix,
  }))
}

const dataFolder = dataFolderOf('evaluation', process.cwd())
const isRoot = process.getuid?.() === 0
const findings: Finding[] = [
  { title: 'Node', state: 'works', detail: `${process.version}, pinned by the project` },
  isRoot
    ? {
        title: 'accounts',
        state: 'works',
        detail: 'Started as root: web, worker, runner and database each get an account of their own.',
      }
    : {
        title: 'accounts',
        state: 'partly',
        detail: 'Started as an ordinary user: all processes share your account. Fine for trying it out.',
        fix: 'sudo npm start',
      },
  disk(dataFolder),
  await port(Number(process.env.PORT ?? 3000)),
  browser(),
  ...(await sandbox(dataFolder)),
]
for (const { title, state, detail, fix } of findings) {
  process.stdout.write(`${MARK[state]} ${title}: ${detail}\n${state !== 'works' && fix ? `       Fix: ${fix}\n` : ''}`)
}
const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length
process.stdout.write(`\n${count('works')} work, ${count('partly')} partly, ${count('missing')} missing\n`)
process.exit(count('missing') === 0 ? 0 : 1)
