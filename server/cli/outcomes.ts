import { createPublicKey, type JsonWebKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { signatureCheckOf } from '../audit/index.ts'
import { listReleases, type ReleaseFile, recomputeRelease, verifyReleaseFile } from '../outcomes/index.ts'
import type { Context } from '../platform/context.ts'
import { AppError } from '../platform/errors.ts'
import { asSetup, openDatabase } from './database.ts'
import { prepareInstance } from './instance.ts'

const USAGE = `Usage:
  npm run outcomes -- list [--production]
  npm run outcomes -- recompute <release> [--production]
  npm run outcomes -- verify <file> --key <public key file, or the site's /issuer document>
`

const VERDICTS = {
  holds: 'The signature holds: the document is what was published.',
  digestDiffers: 'The document was changed: its digest is another.',
  notSigned: 'The document carries no signature.',
  signatureWrong: 'The signature is not of this key, or not of this document.',
}

function fail(text: string, code = 1): never {
  process.stderr.write(text)
  process.exit(code)
}

async function inSite<T>(isProduction: boolean, work: (ctx: Context) => Promise<T>): Promise<T> {
  const instance = await prepareInstance(isProduction ? 'production' : 'evaluation', process.cwd())
  const database = await openDatabase(instance)
  try {
    return await asSetup(database.appUrl, work)
  } finally {
    database.leave()
  }
}

async function list(isProduction: boolean): Promise<void> {
  const releases = await inSite(isProduction, listReleases)
  for (const { releaseId, publishedAt, titles, isSigned, figures, withheld } of releases) {
    const state = isSigned ? 'signed' : 'not signed yet'
    process.stdout.write(
      `${releaseId}  ${publishedAt.toISOString()}  ${titles.en}  ${figures} figures, ${withheld} withheld, ${state}\n`,
    )
  }
  process.stdout.write(`${releases.length} releases\n`)
}

const shown = (value: number | null) => (value === null ? 'withheld' : String(value))

async function recompute(isProduction: boolean, releaseId: string): Promise<boolean> {
  const { document, figures, differences, facts, seal } = await inSite(isProduction, (ctx) =>
    recomputeRelease(ctx, { releaseId }),
  )
  const names = new Map(document.rows.map(({ row, names }) => [row, names?.en ?? 'All partners']))
  for (const { row, stage, value, recomputed, isSame } of figures) {
    const mark = isSame ? 'same' : 'DIFFERS'
    process.stdout.write(
      `${stage}  ${shown(value).padStart(8)}  ${shown(recomputed).padStart(8)}  ${mark}  ${names.get(row) ?? row}\n`,
    )
  }
  process.stdout.write(`Signature: ${seal.state}\n`)
  process.stdout.write(
    `Facts: ${facts.isSame ? 'as they were counted' : 'CHANGED since they were counted'}, ${facts.now}\n`,
  )
  process.stdout.write(`${figures.length} figures, ${differences} differences\n`)
  return differences === 0 && facts.isSame && seal.state !== 'wrong'
}

interface Method {
  id: string
  publicKeyJwk?: JsonWebKey
  expires?: string
  revoked?: string
}

/** The public key, and the times that the site's document has of it; a bare key file has none. */
function readKey(keyPath: string, keyId: string): { pem: string | null; expires?: string; revoked?: string } {
  const text = readFileSync(keyPath, 'utf8')
  if (!text.trimStart().startsWith('{')) return { pem: text }
  const { verificationMethod } = JSON.parse(text) as { verificationMethod: Method[] }
  const method = verificationMethod.find(({ id, publicKeyJwk }) => publicKeyJwk && id.endsWith(`#${keyId}`))
  if (!method) return { pem: null }
  const key = createPublicKey({ key: method.publicKeyJwk!, format: 'jwk' })
  return { ...method, pem: key.export({ type: 'spki', format: 'pem' }) as string }
}

function verifyFile(path: string, keyPath: string): boolean {
  const file = JSON.parse(readFileSync(path, 'utf8')) as ReleaseFile
  const keyId = file.keyId ?? ''
  const { pem, expires, revoked } = readKey(keyPath, keyId)
  const verdict = verifyReleaseFile(file, signatureCheckOf(new Map(pem ? [[keyId, pem]] : [])))
  process.stdout.write(`${VERDICTS[verdict]}\n`)
  if (verdict !== 'holds') return false
  const published = new Date(file.document.dataCut)
  if (revoked && published >= new Date(revoked)) {
    process.stdout.write(`Its key is not believed since ${revoked}, when it was compromised: do not rely on it.\n`)
    return false
  }
  if (revoked)
    process.stdout.write(
      `Its key was compromised at ${revoked}, later than the date it bears. Who has the key can write any date: compare it with a copy from before, or with the site.\n`,
    )
  if (expires && published > new Date(expires)) {
    process.stdout.write(`Its key signs no more since ${expires}, yet it bears a later date: do not rely on it.\n`)
    return false
  }
  return true
}

async function run(): Promise<boolean> {
  const args = process.argv.slice(2)
  const isProduction = args.includes('--production')
  const [command, subject, flag, key] = args.filter((arg) => arg !== '--production')
  if (command === 'list') {
    await list(isProduction)
    return true
  }
  if (command === 'recompute' && subject) {
    if (!/^[0-9a-f-]{36}$/i.test(subject)) throw new AppError('not_found')
    return recompute(isProduction, subject)
  }
  if (command === 'verify' && subject && flag === '--key' && key) return verifyFile(subject, key)
  return fail(USAGE, 2)
}

try {
  process.exitCode = (await run()) ? 0 : 1
} catch (error) {
  if (error instanceof AppError && error.code === 'not_found')
    fail('There is no such release. See npm run outcomes -- list\n')
  if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
    fail(`That file cannot be read as a release: ${error.message}\n`)
  throw error
}
