import { join } from 'node:path'
import { ensureImage } from '../server/labs/images/build-image.ts'
import { createBwrapDriver } from '../server/labs/sandbox/driver.ts'
import { claimUids } from '../server/labs/sandbox/uids.ts'
import { printTimes } from './measure.ts'
import type { Site } from './site.ts'

const STARTS = 40
const LIMITS = { memoryMb: 128, processes: 16, cpus: 1, wallSeconds: 10, outputKb: 16, diskMb: 16 }

/** From asking the driver to the first byte that a shell inside has written, every limit in force. */
export async function measureSandbox(site: Site): Promise<void> {
  const driver = createBwrapDriver({ stateDir: join(site.dataFolder, 'bench-sandboxes') })
  const uids = claimUids()
  const image = await ensureImage('node-24', { imagesDir: join(site.dataFolder, 'images'), allowHostFallback: true })
  const samples: number[] = []
  try {
    for (let start = 0; start <= STARTS; start++) {
      const uid = uids.take()
      const startedAt = performance.now()
      let firstByteAt: number | null = null
      const onOutput = () => {
        firstByteAt ??= performance.now()
      }
      const argv = ['/bin/sh', '-c', 'echo here']
      const { exitCode } = await driver.run({ image, workspaceDir: null, uid, argv, limits: LIMITS, onOutput }).outcome
      uids.give(uid)
      if (exitCode !== 0 || firstByteAt === null) throw new Error(`The sandbox ended with ${exitCode}`)
      if (start > 0) samples.push(firstByteAt - startedAt)
    }
  } finally {
    await driver.close()
    uids.release()
  }
  printTimes('sandbox_start_ms', samples)
}
