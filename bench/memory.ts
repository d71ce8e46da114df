import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { print } from './measure.ts'
import type { Site } from './site.ts'

function kilobytes(file: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1] === String(parent)
    } catch {
      return false
    }
  })
}

/** The server's processes share their buffers, so each counts its share of them. */
function postgresMegabytes(dataFolder: string): number {
  const postmaster = Number(readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  const shares = [postmaster, ...childrenOf(postmaster)].map((pid) => kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss'))
  return shares.reduce((sum, share) => sum + share, 0) / 1024
}

/** What every process but the sandboxes holds, after whatever was measured before. */
export async function measureMemory(site: Site): Promise<void> {
  const { web, worker, runner } = site.pids
  const processes = { web: web!, worker: worker!, runner: runner!, start: site.startPid }
  let total = 0
  for (const [name, pid] of Object.entries(processes)) {
    const megabytes = kilobytes(`/proc/${pid}/status`, 'VmRSS') / 1024
    total += megabytes
    print(`rss_mb.${name}`, megabytes, 'MB')
  }
  const postgres = postgresMegabytes(site.dataFolder)
  print('rss_mb.postgres', postgres, 'MB')
  print('rss_mb.total', total + postgres, 'MB')
}
