import { statfs } from 'node:fs/promises'
import { callRunner } from '../labs/index.ts'
import { authorise, type Policy } from '../platform/authorise.ts'
import { blobUsage } from '../platform/blobs.ts'
import { type Context, hasRole } from '../platform/context.ts'
import { env } from '../platform/env.ts'
import { readQueues } from './queries.ts'

const readHealthPolicy: Policy<null> = {
  action: 'site.health',
  decide: (actor) => (hasRole(actor, 'operator') ? { kind: 'site' } : null),
}

interface RunnerHealth {
  capabilities: {
    works: boolean
    cgroup: string | null
    bwrapVersion: string | null
    enforced: Record<string, 'yes' | 'watched' | 'no'>
  }
  image: { name: string; digest: string; origin: 'built' | 'host' }
}

/** How the processes of this site are, without any learner's work. @throws AppError `not_found` */
export async function readHealth(ctx: Context) {
  authorise(ctx, readHealthPolicy, null)
  const { TERAKOYA_DATA, TERAKOYA_MODE, SITE_NAME, SITE_REGION, SMTP_URL } = env()
  const [runner, queues, blobs, disk] = await Promise.all([
    callRunner<RunnerHealth>('health', {}, 5_000).catch(() => null),
    readQueues(ctx),
    blobUsage(ctx),
    statfs(TERAKOYA_DATA),
  ])
  return {
    site: { name: SITE_NAME, region: SITE_REGION, mode: TERAKOYA_MODE },
    runner,
    queues,
    blobs,
    disk: { freeBytes: disk.bavail * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    /** Destinations this site may send to: the operator's mail server or none. */
    egress: SMTP_URL ? [{ purpose: 'mail', destination: new URL(SMTP_URL).host }] : [],
  }
}
