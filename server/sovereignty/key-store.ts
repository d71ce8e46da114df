import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Signer } from '../audit/index.ts'
import type { Id } from '../platform/ids.ts'
import { generateIssuerKey, type StoredKey } from '../standards/open-badges/index.ts'

/** What of a new key everybody may know. */
export interface PublicIssuerKey {
  keyId: string
  issuer: string
  publicKeyMultibase: string
}
export interface PublicAuditKey {
  keyId: string
  publicKeyPem: string
}

type IssuerFile = Omit<StoredKey, 'secretKeyMultibase'> & { secretKeyMultibase?: string }

/** The name of a records key: the first half of the digest of its public half. */
function auditKeyId(publicKeyPem: string): string {
  const der = createPublicKey(publicKeyPem).export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}

/** On the disk before anybody hears of it: a database that names a key which a power cut took could sign nothing. */
function writePartial(file: string, text: string, mode: number): string {
  const partial = `${file}.${randomBytes(6).toString('hex')}.new`
  const descriptor = openSync(partial, 'wx', mode)
  writeFileSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  return partial
}

/** The first to write a file wins, so that two workers make one key. */
function writeFirst(folder: string, name: string, text: string, mode: number): void {
  const file = join(folder, name)
  const partial = writePartial(file, text, mode)
  try {
    linkSync(partial, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  rmSync(partial)
  syncFolder(folder)
}

function writeOver(folder: string, name: string, text: string, mode: number): void {
  const file = join(folder, name)
  renameSync(writePartial(file, text, mode), file)
  syncFolder(folder)
}

const publicOf = ({ id, controller, publicKeyMultibase }: IssuerFile): PublicIssuerKey => ({
  ...{ keyId: id, issuer: controller, publicKeyMultibase },
})

/**
 * The folder of keys. Private halves are there for the one reader that owns the folder, the worker; a retired key keeps
 * its public half alone. Which key signs is for the database to say.
 */
export class KeyStore {
  readonly #folder: string
  readonly #issuers = new Map<string, StoredKey>()
  readonly #signers = new Map<string, Signer>()

  constructor(folder: string) {
    this.#folder = folder
  }

  #names(pattern: RegExp): string[] {
    return readdirSync(this.#folder).filter((name) => pattern.test(name))
  }

  #read(name: string): string {
    return readFileSync(join(this.#folder, name), 'utf8')
  }

  #issuerFiles(): { name: string; key: IssuerFile }[] {
    return this.#names(/^issuer(-[0-9a-f-]{36})?\.json$/).map((name) => ({
      name,
      key: JSON.parse(this.#read(name)) as IssuerFile,
    }))
  }

  #auditFiles(): { stem: string; key: PublicAuditKey }[] {
    return this.#names(/^audit(-[0-9a-f-]{36})?\.pub$/).map((name) => {
      const publicKeyPem = this.#read(name)
      return { stem: name.slice(0, -'.pub'.length), key: { keyId: auditKeyId(publicKeyPem), publicKeyPem } }
    })
  }

  /** @throws Error naming the key whose private half is not in the folder */
  issuer(keyId: string): StoredKey {
    const known = this.#issuers.get(keyId) ?? this.#issuerFiles().find(({ key }) => key.id === keyId)?.key
    if (!known?.secretKeyMultibase) throw new Error(`The private half of the credentials key ${keyId} is not here`)
    const key = known as StoredKey
    this.#issuers.set(keyId, key)
    return key
  }

  /** @throws Error naming the key whose private half is not in the folder */
  signer(keyId: string): Signer {
    const known = this.#signers.get(keyId)
    if (known) return known
    const stem = this.#auditFiles().find(({ key }) => key.keyId === keyId)?.stem
    if (!stem || !existsSync(join(this.#folder, `${stem}.pem`)))
      throw new Error(`The private half of the records key ${keyId} is not here`)
    const privateKey = createPrivateKey(this.#read(`${stem}.pem`))
    const signer = {
      keyId,
      sign: (message: string) => sign(null, Buffer.from(message), privateKey).toString('base64url'),
    }
    this.#signers.set(keyId, signer)
    return signer
  }

  /** Keys that could sign. */
  listUsable(): { issuers: PublicIssuerKey[]; audits: PublicAuditKey[] } {
    const issuers = this.#issuerFiles().filter(({ key }) => key.secretKeyMultibase)
    const audits = this.#auditFiles().filter(({ stem }) => existsSync(join(this.#folder, `${stem}.pem`)))
    return { issuers: issuers.map(({ key }) => publicOf(key)), audits: audits.map(({ key }) => key) }
  }

  /** Public halves of every records key there ever was, by id. */
  auditPublicKeys(): Map<string, string> {
    return new Map(this.#auditFiles().map(({ key }) => [key.keyId, key.publicKeyPem]))
  }

  /** Makes the key of a rotation; the same rotation again gives the same key. */
  async makeIssuer(rotationId: Id<'keyRotation'>): Promise<PublicIssuerKey> {
    const name = `issuer-${rotationId}.json`
    if (!existsSync(join(this.#folder, name)))
      writeFirst(this.#folder, name, JSON.stringify(await generateIssuerKey(), null, 2), 0o400)
    return publicOf(JSON.parse(this.#read(name)) as IssuerFile)
  }

  /** Makes the key of a rotation; the same rotation again gives the same key. */
  makeAudit(rotationId: Id<'keyRotation'>): PublicAuditKey {
    const stem = `audit-${rotationId}`
    if (!existsSync(join(this.#folder, `${stem}.pem`))) {
      const { privateKey } = generateKeyPairSync('ed25519')
      writeFirst(this.#folder, `${stem}.pem`, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, 0o400)
    }
    const publicKeyPem = createPublicKey(this.#read(`${stem}.pem`)).export({ type: 'spki', format: 'pem' }) as string
    writeFirst(this.#folder, `${stem}.pub`, publicKeyPem, 0o444)
    return { keyId: auditKeyId(publicKeyPem), publicKeyPem }
  }

  /** Takes the private half of a key that signs no more, for good. Again changes nothing. */
  forget(keyId: string): void {
    this.#issuers.delete(keyId)
    this.#signers.delete(keyId)
    for (const { name, key } of this.#issuerFiles().filter(({ key }) => key.id === keyId && key.secretKeyMultibase)) {
      const { secretKeyMultibase: _, ...left } = key
      writeOver(this.#folder, name, JSON.stringify(left, null, 2), 0o444)
    }
    for (const { stem } of this.#auditFiles().filter(({ key }) => key.keyId === keyId))
      rmSync(join(this.#folder, `${stem}.pem`), { force: true })
    syncFolder(this.#folder)
  }
}
