import { statfs } from 'node:fs/promises'
import { countOpenReplayCases } from '../assessment/index.ts'
import { callRunner } from '../labs/index.ts'
import { authorise } from '../platform/authorise.ts'
import { blobUsage } from '../platform/blobs.ts'
import type { Context } from '../platform/context.ts'
import { isAllowed } from '../platform/egress.ts'
import { env } from '../platform/env.ts'
import { mailDestination } from '../platform/mail.ts'
import { readDatabase } from './job-queries.ts'
import { readBackupHealth } from './maintenance.ts'
import * as policy from './policy.ts'
import { listDestinations, readQueues } from './queries.ts'

interface RunnerHealth {
  capabilities: {
    works: boolean
    cgroup: string | null
    bwrapVersion: string | null
    enforced: Record<string, 'yes' | 'watched' | 'no'>
  }
  images: { name: string; digest: string; origin: 'built' | 'host' }[]
}

/** How the processes of this site are, without any learner's work. @throws AppError `not_found` */
export async function readHealth(ctx: Context) {
  authorise(ctx, policy.readHealth, null)
  const { TERAKOYA_DATA, TERAKOYA_MODE, SITE_NAME, SITE_REGION } = env()
  const mail = mailDestination()
  const [runner, queues, blobs, database, backups, disk, destinations, isMailAllowed, openReplayCases] =
    await Promise.all([
      callRunner<RunnerHealth>('health', {}, 5_000).catch(() => null),
      readQueues(ctx),
      blobUsage(ctx),
      readDatabase(ctx),
      readBackupHealth(ctx),
      statfs(TERAKOYA_DATA),
      listDestinations(ctx),
      mail ? isAllowed(ctx, mail) : true,
      countOpenReplayCases(ctx),
    ])
  return {
    site: { name: SITE_NAME, region: SITE_REGION, mode: TERAKOYA_MODE },
    runner,
    queues,
    blobs,
    database,
    backups,
    /** Submissions of which a replay came to another result, until an auditor decides. */
    openReplayCases,
    disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    /** Destinations this site may send to, and whether its mail server is one of them. */
    egress: { destinations: destinations.map(({ host, port, purpose }) => ({ host, port, purpose })), isMailAllowed },
  }
}
