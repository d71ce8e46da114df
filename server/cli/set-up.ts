import { join } from 'node:path'
import { countOperators, createLink } from '../identity/index.ts'
import { newId } from '../platform/ids.ts'
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
}

// Nothing is left to do for a start that is gone.
process.on('disconnect', () => process.exit(1))
const { mode, checkout, dataFolder, appUrl, url } = JSON.parse(process.env.SET_UP!) as Order

try {
  const prepared = await asSetup(appUrl, async (ctx) => {
    await publishKeys(ctx, dataFolder)
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
