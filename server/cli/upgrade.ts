import { judgeMigration, type MigrationJudgement } from '../platform/db/judge-migration.ts'
import { DumpError } from '../sovereignty/index.ts'
import { readState, visitDatabase } from './database.ts'
import { type Mode, prepareInstance, StartError } from './instance.ts'
import { rehearseUpgrade } from './rehearse-upgrade.ts'
import { say } from './say.ts'
import { versionOf } from './take-backup.ts'

const list = (title: string, names: readonly string[]) =>
  names.length > 0 ? `      ${title}: ${names.join(', ')}\n` : ''

function describe({ name, destroys, locks, rewrites, isAdditive }: MigrationJudgement): string {
  return `  ${name}  ${isAdditive ? 'adds only' : 'changes what is there'}\n${list('takes away', destroys)}${list('rewrites', rewrites)}${list('writes wait at', locks)}`
}

async function check(mode: Mode, rehearses: boolean): Promise<boolean> {
  const checkout = process.cwd()
  const instance = await prepareInstance(mode, checkout)
  const database = await visitDatabase(instance)
  try {
    const { applied, pending, unknown } = await readState(database.ownerUrl)
    say(`This checkout is version ${versionOf(checkout)}. The database has ${applied} migrations.`)
    if (unknown > 0) {
      say(`It has ${unknown} that this checkout does not know: it is of a newer version, and start will refuse it.`)
      return false
    }
    say(pending.length === 0 ? 'None waits.' : `${pending.length} wait for the next start:`)
    for (const migration of pending) process.stdout.write(describe(judgeMigration(migration)))
    if (pending.length > 0 && mode === 'production') say('The next start takes a backup before it applies them.')
    if (!rehearses) return true
    say('\nTrying it on a copy of the database as it is now. The site goes on meanwhile.')
    const { rows, restoreMs, migrations, content, contentMs } = await rehearseUpgrade(instance, database.ownerUrl)
    say(`  copied        ${rows} rows (${(restoreMs / 1000).toFixed(1)} s)`)
    for (const { name, ms } of migrations) say(`  ${name}  done (${(ms / 1000).toFixed(1)} s)`)
    say(
      `  content       ${content.activities} activities, ${content.published} would be published (${(contentMs / 1000).toFixed(1)} s)`,
    )
    say(`${migrations.length} migrations applied to the copy, 0 failed. The copy is gone again.`)
    return true
  } finally {
    database.leave()
  }
}

const args = process.argv.slice(2)
if (args[0] !== 'check') {
  process.stderr.write('Usage: npm run upgrade -- check [--rehearse] [--production]\n')
  process.exit(2)
}
try {
  const isFine = await check(args.includes('--production') ? 'production' : 'evaluation', args.includes('--rehearse'))
  process.exit(isFine ? 0 : 1)
} catch (error) {
  if (!(error instanceof StartError) && !(error instanceof DumpError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}
