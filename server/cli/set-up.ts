import { join } from 'node:path'
import { record } from '../audit/index.ts'
import { countOperators, createLink } from '../identity/index.ts'
import type { Context } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { insertBackup } from '../sovereignty/index.ts'
import type { UpgradeBackup } from './before-upgrade.ts'
import { asSetup } from './database.ts'
import { evaluationLink, seedEvaluation } from './evaluation-programme.ts'
import { needsHistory } from './history/needs-history.ts'
import { type Instance, StartError } from './instance.ts'
import { publishContent } from './publish-content.ts'
import { publishKeys } from './publish-keys.ts'
import { step } from './say.ts'

interface Order extends Pick<Instance, 'mode' | 'checkout' | 'dataFolder'> {
  appUrl: string
  url: string
  /** Taken by this start before it migrated; the site could not be told then. */
  upgradeBackup: UpgradeBackup | null
}

async function tellSite(ctx: Context, { id, takenAt, ...taken }: UpgradeBackup): Promise<void> {
  const backupId = id as Id<'backup'>
  await insertBackup(ctx, { ...taken, id: backupId, trigger: 'upgrade', takenAt: new Date(takenAt) })
  await record(ctx, 'backup.take', { type: 'backup', id }, { trigger: 'upgrade', digest: taken.digest })
}

// Nothing is left to do for a start that is gone.
process.on('disconnect', () => process.exit(1))
const { mode, checkout, dataFolder, appUrl, url, upgradeBackup } = JSON.parse(process.env.SET_UP!) as Order

try {
  const prepared = await asSetup(appUrl, async (ctx) => {
    await publishKeys(ctx, dataFolder)
    if (upgradeBackup) await tellSite(ctx, upgradeBackup)
    await step(
      'content',
      () => publishContent(ctx, [join(checkout, 'content')]),
      ({ activities, published }) => `${activities} activities, ${published} new`,
    )
    if (mode === 'evaluation') {
      await step(
        'evaluation programme',
        () => seedEvaluation(ctx),
        (isNew) => (isNew ? 'created' : 'there'),
      )
      return { link: await evaluationLink(ctx, url), needsHistory: await needsHistory(ctx) }
    }
    const isFirst = (await countOperators(ctx)) === 0
    const link = isFirst
      ? `${url}/set-up/${await createLink(ctx, newId<'link'>(), 'first_operator', 'system:setup')}`
      : null
    return { link, needsHistory: false }
  })
  process.send!(prepared, () => process.exit(0))
} catch (error) {
  const said = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error)
  process.stderr.write(`\n${said}\n`)
  process.exit(1)
}
