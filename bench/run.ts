import { measureGrading } from './grading.ts'
import { measureLabs } from './labs.ts'
import { print } from './measure.ts'
import { measureMemory } from './memory.ts'
import { measurePages } from './pages.ts'
import { measureQuestions } from './questions.ts'
import { measureRooms } from './rooms.ts'
import { measureSandbox } from './sandbox.ts'
import { measureScripts } from './scripts.ts'
import { prepareGround, type Site, startSite } from './site.ts'

const GROUPS: Record<string, (site: Site) => Promise<void>> = {
  pages: measurePages,
  questions: measureQuestions,
  labs: measureLabs,
  grading: measureGrading,
  sandbox: measureSandbox,
  scripts: measureScripts,
  memory: measureMemory,
  rooms: measureRooms,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => name !== 'start' && !(name in GROUPS))
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. Known: start, ${Object.keys(GROUPS).join(', ')}\n`)
  process.exit(2)
}
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)

const ground = prepareGround()
let stop = async () => {}
const cleanUp = async () => {
  await stop()
  ground.remove()
}
const abandon = async () => {
  await cleanUp()
  process.exit(1)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void abandon())
process.on('uncaughtException', (fault) => {
  process.stderr.write(`${fault.stack}\n`)
  void abandon()
})

try {
  let started = await startSite(ground)
  stop = started.stop
  if (isWanted('start')) {
    print('start_cold_s', started.seconds, 's')
    await stop()
    started = await startSite(ground)
    stop = started.stop
    print('start_warm_s', started.seconds, 's')
  }
  for (const [name, measure] of Object.entries(GROUPS)) if (isWanted(name)) await measure(started.site)
} finally {
  await cleanUp()
}
process.exit(0)
