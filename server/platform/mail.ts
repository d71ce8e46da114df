import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from './context.ts'
import { type Destination, throughEgress } from './egress.ts'
import { env } from './env.ts'
import { newId } from './ids.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

const SUBMISSION_PORTS: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 }

/** Where the operator's mail server is; null where mail becomes files. */
export function mailDestination(): Destination | null {
  const { SMTP_URL } = env()
  if (!SMTP_URL) return null
  const { hostname, port, protocol } = new URL(SMTP_URL)
  return { host: hostname, port: Number(port) || (SUBMISSION_PORTS[protocol] ?? 587), purpose: 'mail' }
}

/**
 * Sends by the operator's mail server, where the egress policy lets it, or writes an .eml file into the data folder when
 * there is none.
 * @throws AppError `forbidden` (egressRefused)
 */
export async function sendMail(ctx: Context, mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM, TERAKOYA_DATA } = env()
  // Loaded by who sends: most processes that can never do.
  const { default: nodemailer } = await import('nodemailer')
  const message = { from: MAIL_FROM, ...mail }
  const destination = mailDestination()
  if (SMTP_URL && destination) {
    await throughEgress(ctx, destination, () => nodemailer.createTransport(SMTP_URL).sendMail(message))
    return
  }
  const composed = await nodemailer.createTransport({ streamTransport: true, buffer: true }).sendMail(message)
  const folder = join(TERAKOYA_DATA, 'mail')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${newId()}.eml`)
  writeFileSync(`${file}.partial`, composed.message as Buffer, { mode: 0o600 })
  renameSync(`${file}.partial`, file)
}
