import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signatureCheckOf, verifyAudit } from '../audit/index.ts'
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
const keyId = readFileSync(join(instance.dataFolder, 'keys', 'audit.id'), 'utf8').trim()
const publicKey = readFileSync(join(instance.dataFolder, 'keys', 'audit.pub'), 'utf8')
const verdict = await asSetup(database.appUrl, (ctx) =>
  verifyAudit(ctx, signatureCheckOf(new Map([[keyId, publicKey]]))),
)
database.leave()
if (verdict.ok) {
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
