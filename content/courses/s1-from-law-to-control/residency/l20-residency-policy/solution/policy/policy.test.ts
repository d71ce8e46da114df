import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exampleContext, exampleResource } from './example.ts'
import { decide } from './policy.ts'
import type { Exemption, PolicyContext, Resource } from './types.ts'

function expectRule(rule: string, changes: Partial<Resource> = {}, context: Partial<PolicyContext> = {}) {
  const decision = decide(exampleResource(changes), exampleContext(context))
  assert.deepEqual([decision.effect, decision.rule], [rule === 'R0' ? 'allow' : 'deny', rule])
}

const { attributes } = exampleResource()
const away = { region: 'singapore' }
const exemption: Exemption = {
  id: 'ex-1',
  resource: 'letters',
  kind: 'backup',
  region: 'sg-singapore',
  from: '2026-06-01',
  until: '2026-06-30',
}
const exempted = (today: string, ...exemptions: Exemption[]) => ({ today, exemptions })

test('a compliant record is allowed', () => {
  expectRule('R0')
  expectRule('R0', {
    replicas: [{ region: 'jp-tokyo', backups: [{ region: 'jp-osaka' }] }],
    logs: [{ region: 'jp-tokyo' }],
  })
})

test('a name counts however it is typed', () => {
  for (const region of ['Japan East', 'TOKYO', '東日本', 'ｔｏｋｙｏ', 'japan_west'])
    expectRule('R0', { attributes: { ...attributes, region } })
})

test('what is missing or unknown is denied', () => {
  for (const name of ['owner', 'operator', 'region', 'keys', 'runtime']) {
    expectRule('R1', { attributes: { ...attributes, [name]: null } })
    expectRule('R1', { attributes: { ...attributes, [name]: undefined } })
  }
  expectRule('R1', { attributes: { ...attributes, owner: '' } })
  expectRule('R1', { attributes: { ...attributes, operator: 'nobody' } })
  expectRule('R1', { attributes: { ...attributes, keys: { custody: 'customer-held', holder: 'nobody' } } })
  expectRule('R1', { attributes: { ...attributes, keys: { custody: 'customer-held' } } })
  expectRule('R1', { dataClass: 'health-records' })
  expectRule('R1', { backups: [{ region: 'japan-north' }] })
})

test('every copy is judged by its place', () => {
  expectRule('R2', { attributes: { ...attributes, region: 'japan-desk' } })
  expectRule('R2', { replicas: [away] })
  expectRule('R2', { replicas: [{ region: 'osaka', backups: [away] }] })
  expectRule('R2', { backups: [away] })
  expectRule('R2', { logs: [away] })
  expectRule('R2', { telemetry: [away] })
  expectRule('R2', { support: [{ from: 'singapore' }] })
  expectRule('R2', { dataClass: 'genomic-record', backups: [{ region: 'jp-tokyo' }] })
})

test('a trace without content is no copy', () => {
  expectRule('R0', { logs: [{ ...away, quotesContent: false }] })
  expectRule('R0', { telemetry: [{ ...away, pseudonymised: true }] })
  expectRule('R0', { support: [{ from: 'singapore', canRead: false }] })
})

test('an exemption holds from its first day to its last', () => {
  const changes = { backups: [away] }
  for (const today of ['2026-06-01', '2026-06-15', '2026-06-30']) expectRule('R0', changes, exempted(today, exemption))
  for (const today of ['2026-05-31', '2026-07-01']) expectRule('R3', changes, exempted(today, exemption))
  expectRule(
    'R0',
    changes,
    exempted('2026-07-01', exemption, { ...exemption, id: 'ex-2', from: '2026-07-01', until: '2026-07-31' }),
  )
})

test('an exemption covers one resource, one kind of place, one region', () => {
  const today = '2026-06-15'
  expectRule('R2', { backups: [away] }, exempted(today, { ...exemption, resource: 'referrals' }))
  expectRule('R2', { backups: [away] }, exempted(today, { ...exemption, kind: 'log' }))
  expectRule('R2', { backups: [away] }, exempted(today, { ...exemption, region: 'tokyo' }))
  expectRule('R0', { backups: [away] }, exempted(today, { ...exemption, region: 'Japan Desk' }))
})

test('keys stay out of foreign reach', () => {
  const keys = (custody: 'provider' | 'customer-managed' | 'customer-held', operator: string, holder?: string) => ({
    attributes: { ...attributes, operator, keys: { custody, holder } },
  })
  expectRule('R0', keys('provider', 'minato-data'))
  expectRule('R0', keys('customer-held', 'aozora-cloud', 'kasumi-west'))
  expectRule('R4', keys('provider', 'aozora-cloud'))
  expectRule('R4', keys('customer-managed', 'aozora-cloud', 'kasumi-west'))
  expectRule('R4', keys('customer-held', 'minato-data', 'northgate'))
  expectRule('R4', { backups: [{ region: 'osaka', keys: { custody: 'customer-held', holder: 'northgate' } }] })
  expectRule('R4', { replicas: [{ region: 'osaka', keys: { custody: 'customer-held', holder: 'northgate' } }] })
  expectRule('R0', { ...keys('provider', 'aozora-cloud'), dataClass: 'staff-record' })
})

test('a confidential class needs keys and an enclave', () => {
  const dataClass = 'genomic-record'
  expectRule('R5', { dataClass })
  expectRule('R0', { dataClass, attributes: { ...attributes, runtime: 'confidential' } })
  expectRule('R4', {
    dataClass,
    attributes: { ...attributes, keys: { custody: 'customer-held', holder: 'northgate' }, runtime: 'confidential' },
  })
})

test('the lowest rule that denies is named', () => {
  const ended = { ...exemption, until: '2026-06-02' }
  expectRule('R2', { backups: [away], logs: [away] }, exempted('2026-06-15', ended))
  expectRule(
    'R3',
    { backups: [away], attributes: { ...attributes, keys: { custody: 'customer-held', holder: 'northgate' } } },
    exempted('2026-06-15', ended),
  )
  expectRule('R1', { backups: [away], attributes: { ...attributes, owner: null } })
})
