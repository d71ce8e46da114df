import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { env } from './env.ts'
import { newId } from './ids.ts'

export interface Mail {
  to: string
  subject: string
  text: string
}

/** Sends by the operator's mail server, or writes an .eml file into the data folder when there is none. */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM, TERAKOYA_DATA } = env()
  const message = { from: MAIL_FROM, ...mail }
  if (SMTP_URL) {
    await nodemailer.createTransport(SMTP_URL).sendMail(message)
    return
  }
  const composed = await nodemailer.createTransport({ streamTransport: true, buffer: true }).sendMail(message)
  const folder = join(TERAKOYA_DATA, 'mail')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${newId()}.eml`)
  writeFileSync(`${file}.partial`, composed.message as Buffer, { mode: 0o600 })
  renameSync(`${file}.partial`, file)
}
