import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { makeHalfProcessor } from '../fixtures/half-processor.ts'
import { query } from '../fixtures/people.ts'
import { dataFolderFor, PORTS } from '../fixtures/places.ts'
import { useSite } from '../fixtures/site.ts'
import { startSite, stopSite } from '../fixtures/start-site.ts'
import { expect, test } from '../fixtures/test.ts'

test('on half a processor beside a busy loop a first start comes to its link and its past', async () => {
  const half = makeHalfProcessor(`terakoya-slow-${process.pid}`)
  test.skip(half === null, 'this machine lets us make no control group')
  const dataFolder = dataFolderFor('slow')
  rmSync(dataFolder, { recursive: true, force: true })
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  try {
    const env = { HISTORY: '1' }
    const { site, child } = await startSite({ port: PORTS.slow, dataFolder, env, until: 'past', within: half! })
    expect((await fetch(site.url)).status).toBe(200)
    await useSite(site)
    const [enrolled] = await query<{ count: number }>(
      "select count(*)::int as count from stage_events where stage = 'S0'",
    )
    expect(enrolled!.count).toBe(3)
    await useSite(null)
    await stopSite(child)
  } finally {
    busy.kill('SIGKILL')
    rmSync(dataFolder, { recursive: true, force: true })
  }
  half!.remove()
})
