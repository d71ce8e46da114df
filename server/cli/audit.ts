import { join } from 'node:path'
import { compromisedSince, listAuditKeys, signatureCheckOf, verifyAudit } from '../audit/index.ts'
import { KeyStore } from '../sovereignty/index.ts'
import { asSetup, openDatabase } from './database.ts'
import { type Mode, prepareInstance } from './instance.ts'

const [command, flag] = process.argv.slice(2)
if (command !== 'verify') {
  process.stderr.write('Usage: npm run audit -- verify [--production]\n')
  process.exit(2)
}
const mode: Mode = flag === '--production' ? 'production' : 'evaluation'
const instance = await prepareInstance(mode, process.cwd())
const database = await openDatabase(instance)
// Keys from the folder, not from the database whose chain is in question.
const keys = new KeyStore(join(instance.dataFolder, 'keys')).auditPublicKeys()
const verdict = await asSetup(database.appUrl, async (ctx) =>
  verifyAudit(ctx, signatureCheckOf(keys), compromisedSince(await listAuditKeys(ctx))),
)
database.leave()
if (verdict.ok) {
  if (verdict.doubtful > 0)
    process.stdout.write(
      `${verdict.doubtful} batches were signed after their key was compromised; later ones, of a key that is believed, cover them.\n`,
    )
  process.stdout.write(
    `The chain holds: ${verdict.events} events in ${verdict.batches} signed batches.\nRoot ${verdict.root}; compare it with a checkpoint kept elsewhere.\n`,
  )
} else {
  const { fault, position, seq, events } = verdict
  process.stdout.write(
    `The chain is broken at link ${position}${seq === null ? '' : ` (event ${seq})`}: ${fault}. The ${events} links before it hold.\n`,
  )
}
process.exit(verdict.ok ? 0 : 1)
