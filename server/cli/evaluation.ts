import { record } from '../audit/index.ts'
import { asSetup, openDatabase } from './database.ts'
import { REMOVED } from './history/needs-history.ts'
import { removeHistory } from './history/remove.ts'
import { prepareInstance } from './instance.ts'

if (process.argv[2] !== 'remove') {
  process.stderr.write('Usage: npm run evaluation -- remove\n')
  process.exit(2)
}
const instance = await prepareInstance('evaluation', process.cwd())
const database = await openDatabase(instance)
const people = await removeHistory(database.ownerUrl)
await asSetup(database.appUrl, (ctx) => record(ctx, REMOVED, { type: 'site', id: 'evaluation' }, { people }))
database.leave()
process.stdout.write(
  `${people} people of the evaluation programme's past were removed, with their cohorts and facts.\n`,
)
process.exit(0)
