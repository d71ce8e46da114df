import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { throughEgress } from '../platform/egress.ts'
import { newId } from '../platform/ids.ts'
import { sendMail } from '../platform/mail.ts'
import { actorWith, useTestDatabase } from '../platform/testing/database.ts'
import { useEnv } from '../platform/testing/env.ts'
import { allowDestination, endDestination, readEgress } from './egress.ts'

const database = useTestDatabase()
const operator = () => database.context(actorWith('operator', newId()))
const worker = () => database.context({ kind: 'system', process: 'worker' })
const to = { host: 'mail.site.invalid', port: 587, purpose: 'mail' as const }
const words = { reason: 'Letters to learners', owner: 'Operations' }
let listener: Server
let knocks = 0

beforeAll(async () => {
  listener = createServer((socket) => {
    knocks++
    socket.destroy()
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
})
useEnv(() => ({
  SMTP_URL: `smtp://127.0.0.1:${(listener.address() as { port: number }).port}`,
  DATABASE_URL: database.appUrl,
  TERAKOYA_MODE: 'production',
  TERAKOYA_DATA: '/nowhere',
}))
afterAll(() => void listener.close())

const outcomes = async () => (await readEgress(operator())).attempts.map(({ outcome }) => outcome)

describe('egress', () => {
  test('refuses before anything is sent, and writes it down', async () => {
    let sent = 0
    await expect(throughEgress(worker(), to, async () => sent++)).rejects.toMatchObject({
      code: 'forbidden',
      reason: 'egressRefused',
      params: { destination: 'mail.site.invalid:587' },
    })
    expect(sent).toBe(0)
    expect(await outcomes()).toEqual(['refused'])
  })

  test('lets through what an operator allowed: that host, that port, until it is taken back', async () => {
    const destinationId = newId<'egressDestination'>()
    const allow = () => allowDestination(operator(), { ...to, ...words, destinationId })
    await Promise.all([allow(), allow()])
    expect((await readEgress(operator())).destinations).toMatchObject([{ ...to, ...words }])
    expect(await throughEgress(worker(), to, async () => 'sent')).toBe('sent')
    for (const other of [
      { ...to, port: 25 },
      { ...to, host: 'evil.site.invalid' },
      { ...to, host: 'x.mail.site.invalid' },
    ])
      await expect(throughEgress(worker(), other, async () => 'sent')).rejects.toMatchObject({
        reason: 'egressRefused',
      })
    await endDestination(operator(), { destinationId })
    await endDestination(operator(), { destinationId })
    await expect(throughEgress(worker(), to, async () => 'sent')).rejects.toMatchObject({ reason: 'egressRefused' })
  })

  test('writes down what failed on the way', async () => {
    await allowDestination(operator(), { ...to, ...words, destinationId: newId() })
    const broken = throughEgress(worker(), to, () => Promise.reject(new Error('connection reset')))
    await expect(broken).rejects.toThrow('connection reset')
    expect((await outcomes()).slice(0, 2)).toEqual(['failed', 'allowed'])
  })

  test('is for operators alone', async () => {
    for (const role of ['programme_manager', 'auditor', 'learner'] as const)
      await expect(readEgress(database.context(actorWith(role, newId())))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('mail to a server that nobody allowed opens no connection', async () => {
    const mail = { to: 'somebody@site.invalid', subject: 'x', text: 'x' }
    await expect(sendMail(worker(), mail)).rejects.toMatchObject({ reason: 'egressRefused' })
    expect(knocks).toBe(0)
    expect((await readEgress(operator())).waiting).toMatchObject([{ host: '127.0.0.1', purpose: 'mail' }])
  })
})
