import { record } from '../audit/index.ts'
import { asSetup, openDatabase } from './database.ts'
import { evaluationLink } from './evaluation-programme.ts'
import { REMOVED } from './history/needs-history.ts'
import { removeHistory } from './history/remove.ts'
import { prepareInstance } from './instance.ts'

const USAGE = `npm run evaluation -- <verb>

  link      prints another link that opens the personas once; the site that runs goes on
  remove    removes the invented past
`

const [verb] = process.argv.slice(2)
if (verb !== 'remove' && verb !== 'link') {
  process.stderr.write(USAGE)
  process.exit(2)
}
const instance = await prepareInstance('evaluation', process.cwd())
const database = await openDatabase(instance)
if (verb === 'link') {
  const { TERAKOYA_URL, HOST = '127.0.0.1', PORT = '3000' } = process.env
  const url = TERAKOYA_URL ?? `http://${HOST}:${PORT}`
  const link = await asSetup(database.appUrl, (ctx) => evaluationLink(ctx, url))
  database.leave()
  process.stdout.write(`Open this link; it works once:\n\n  ${link}\n`)
  process.exit(0)
}
const people = await removeHistory(database.ownerUrl)
await asSetup(database.appUrl, (ctx) => record(ctx, REMOVED, { type: 'site', id: 'evaluation' }, { people }))
database.leave()
process.stdout.write(
  `${people} people of the evaluation programme's past were removed, with their cohorts and facts.\n`,
)
process.exit(0)
