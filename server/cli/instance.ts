import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { generateIssuerKey } from '../standards/open-badges/keys.ts'

export type Mode = 'evaluation' | 'production'

/** The message of a person who starts the platform: what is wrong and what to do. */
export class StartError extends Error {
  override name = 'StartError'
}

export interface Secrets {
  ownerPassword: string
  appPassword: string
  runnerPassword: string
  sessionSecret: string
}

/** One installation on one machine: its data folder, and the accounts its processes run under. */
export interface Instance {
  mode: Mode
  dataFolder: string
  checkout: string
  secrets: Secrets
  /** null where we are not root: everything runs under the one account there is. */
  accounts: { web: number; worker: number } | null
  runnerSocket: string
}

const LEAST_FREE_BYTES = 1_000_000_000
const FIRST_ACCOUNT = 1_877_000_000

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/** Outside the checkout, one folder an instance; two checkouts on one machine never share one. */
export function dataFolderOf(mode: Mode, checkout: string): string {
  if (process.env.TERAKOYA_DATA) return resolve(process.env.TERAKOYA_DATA)
  const name =
    mode === 'production'
      ? 'production'
      : `evaluation-${createHash('sha256').update(checkout).digest('hex').slice(0, 8)}`
  const parent = isRoot()
    ? '/var/lib/terakoya'
    : join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'terakoya')
  return join(parent, name)
}

/** Account numbers that depend on the data folder alone, far above those of people and distributions. */
function accountsOf(dataFolder: string): { web: number; worker: number } {
  const slot = createHash('sha256').update(dataFolder).digest().readUInt32BE() % 400_000
  return { web: FIRST_ACCOUNT + slot * 2, worker: FIRST_ACCOUNT + slot * 2 + 1 }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 })
    accessSync(folder, constants.W_OK)
  } catch {
    throw new StartError(`The data folder ${folder} cannot be written. Choose another: TERAKOYA_DATA=/path npm start`)
  }
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < LEAST_FREE_BYTES) {
    throw new StartError(
      `The disk of ${folder} has ${Math.round((bavail * bsize) / 1e6)} MB free; at least 1000 MB are needed. Free some, or choose another: TERAKOYA_DATA=/path npm start`,
    )
  }
}

function writeOnce(file: string, text: string, options: { mode: number; owner?: number | undefined }): void {
  if (existsSync(file)) return
  writeFileSync(`${file}.new`, text, { mode: options.mode })
  chmodSync(`${file}.new`, options.mode)
  if (options.owner !== undefined) chownSync(`${file}.new`, options.owner, options.owner)
  renameSync(`${file}.new`, file)
}

function readSecrets(dataFolder: string): Secrets {
  const draw = () => randomBytes(32).toString('base64url')
  const fresh: Secrets = { ownerPassword: draw(), appPassword: draw(), runnerPassword: draw(), sessionSecret: draw() }
  const file = join(dataFolder, 'secrets.json')
  writeOnce(file, JSON.stringify(fresh, null, 2), { mode: 0o600 })
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets
}

/** The first signing keys are drawn once and belong to the worker alone; later ones it draws itself. */
async function ensureKeys(dataFolder: string, owner: number | undefined): Promise<void> {
  const folder = join(dataFolder, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner !== undefined) chownSync(folder, owner, owner)
  if (!existsSync(join(folder, 'issuer.json'))) {
    writeOnce(join(folder, 'issuer.json'), JSON.stringify(await generateIssuerKey(), null, 2), { mode: 0o400, owner })
  }
  // A retired key has its public half alone, and is not drawn anew.
  const pem = join(folder, 'audit.pem')
  const pub = join(folder, 'audit.pub')
  if (!existsSync(pem) && !existsSync(pub)) {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeOnce(pem, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, { mode: 0o400, owner })
  }
  if (!existsSync(pub)) {
    const publicKey = createPublicKey(readFileSync(pem, 'utf8')).export({ type: 'spki', format: 'pem' }) as string
    writeOnce(pub, publicKey, { mode: 0o444, owner })
  }
  // Those of a restored backup arrive as ours.
  if (owner !== undefined) for (const name of readdirSync(folder)) chownSync(join(folder, name), owner, owner)
}

/** Prepares the data folder, its secrets and keys. Safe to run again, and after a start that stopped half-way. */
export async function prepareInstance(mode: Mode, checkout: string): Promise<Instance> {
  const dataFolder = dataFolderOf(mode, checkout)
  makeFolder(dataFolder)
  const accounts = isRoot() ? accountsOf(dataFolder) : null
  for (const name of ['run', 'mail', 'workspaces']) mkdirSync(join(dataFolder, name), { recursive: true, mode: 0o711 })
  if (accounts) chownSync(join(dataFolder, 'mail'), accounts.worker, accounts.worker)
  chmodSync(join(dataFolder, 'mail'), 0o700)
  await ensureKeys(dataFolder, accounts?.worker)
  return {
    mode,
    dataFolder,
    checkout,
    secrets: readSecrets(dataFolder),
    accounts,
    runnerSocket: join(dataFolder, 'run', 'runner.sock'),
  }
}
