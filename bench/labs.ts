import { WebSocket } from 'ws'
import type { ToBrowser } from '../server/labs/runner/channel.ts'
import { launchBrowser } from './browser.ts'
import type { Client } from './client.ts'
import { printTimes, timed } from './measure.ts'
import { signInLearners } from './people.ts'
import type { Site } from './site.ts'
import { openLab, openSolved } from './workspaces.ts'

const OPENINGS = 8
const RUNS = 30

/** From asking for the lab to the first line of code on the screen: a learner's first opening, nothing in any cache. */
async function measureOpening(site: Site): Promise<void> {
  const browser = await launchBrowser()
  const samples: number[] = []
  for (const learner of await signInLearners(site, OPENINGS)) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies(learner.browserCookies)
    const page = await context.newPage()
    samples.push(
      await timed(async () => {
        await page.goto(`${site.url}/learn/labs/${await openLab(learner)}`, { waitUntil: 'commit' })
        await page.locator('.monaco-editor .view-line span').first().waitFor()
      }),
    )
    await context.close()
  }
  await browser.close()
  printTimes('lab_open_ms', samples)
}

function listen(site: Site, learner: Client, workspaceId: string) {
  const socket = new WebSocket(`${site.url.replace('http', 'ws')}/ws/lab/${workspaceId}`, {
    headers: { cookie: learner.cookie, origin: site.url },
  })
  const waiting: { type: ToBrowser['type']; resolve: () => void }[] = []
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as ToBrowser
    const at = waiting.findIndex(({ type }) => type === message.type)
    if (at >= 0) waiting.splice(at, 1)[0]!.resolve()
  })
  const hears = (type: ToBrowser['type']) => new Promise<void>((resolve) => waiting.push({ type, resolve }))
  return { socket, hears }
}

/** From pressing Run to the first thing the program prints, over the channel that the lab screen uses. */
async function measureRuns(site: Site): Promise<void> {
  const [learner] = await signInLearners(site, 1)
  const { socket, hears } = listen(site, learner!, await openSolved(learner!))
  await hears('ready')
  const samples: number[] = []
  for (let run = 0; run <= RUNS; run++) {
    const exited = hears('run.exited')
    const ms = await timed(async () => {
      const output = hears('run.output')
      socket.send(JSON.stringify({ type: 'run' }))
      await output
    })
    if (run > 0) samples.push(ms)
    await exited
  }
  socket.close()
  printTimes('run_first_output_ms', samples)
}

export async function measureLabs(site: Site): Promise<void> {
  await measureOpening(site)
  await measureRuns(site)
}
