import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  achievementCredential,
  emptyBits,
  generateIssuerKey,
  readJson,
  signDocument,
  statusListCredential,
  verifyCredential,
  withBit,
  withSingleProof,
} from './index.ts'

const NOW = new Date('2026-11-22T00:00:00Z')
const LATER = new Date('2027-11-22T00:00:00Z')
const LIST = 'https://site.example/status/1'
const both = (text: string) => ({ en: text, ja: `${text}の` })

const key = await generateIssuerKey()
const genuine = await signDocument(
  achievementCredential({
    id: 'https://site.example/credentials/1',
    issuer: { id: key.controller, name: 'Issuer', url: 'https://site.example' },
    achievement: { id: 'urn:uuid:1', name: both('A'), description: both('D'), criteria: both('C') },
    learnerName: 'Mio Hoshino',
    evidence: [{ id: 'urn:uuid:2', name: both('L20'), narrative: both('Proctored'), genre: 'proctored' }],
    status: { list: LIST, index: 7 },
    issuedAt: NOW,
    expiresAt: LATER,
    isEvaluation: true,
  }),
  key,
  NOW,
)
const listOf = (bits: Buffer) =>
  signDocument(
    statusListCredential({ id: LIST, issuer: key.controller, bits, validFrom: NOW, validUntil: LATER }),
    key,
    NOW,
  )
const [none, withdrawn] = [await listOf(emptyBits()), await listOf(withBit(emptyBits(), 7))]
const knowing = (list: object) => ({
  now: NOW,
  issuer: async (issuer: string) => (issuer === key.controller ? { retiredAt: null, compromisedAt: null } : null),
  isOnRecord: async () => true,
  statusList: async () => list,
})
const verdict = (input: unknown, list: object = none) => verifyCredential(input, knowing(list))

type Json = Record<string, unknown>
const changed = (change: (copy: Json) => void): Json => {
  const copy = structuredClone(genuine) as Json
  change(copy)
  return copy
}
const withContext = (extra: unknown) => changed((copy) => (copy['@context'] as unknown[]).push(extra))

test('the genuine one verifies, also with its proof in a list of one', async () => {
  expect((await verdict(genuine)).isValid).toBe(true)
  expect((await verdict({ ...genuine, proof: [genuine.proof] })).isValid).toBe(true)
  expect(withSingleProof({ proof: [1, 2] })).toEqual({ proof: [1, 2] })
})

const REWRITTEN: [string, Json][] = [
  ['a name of one’s own in a context that ignores it', withContext({ name: '@index' })],
  ['a holder moved under a key that is skipped', withContext({ identityHash: '@nest' })],
  ['an index read from an alias', withContext({ statusListIndex: '@index' })],
  ['an end read from an alias', withContext({ validUntil: null })],
  ['a context of its own by a type', withContext({ Evidence: { '@id': 'urn:x', '@context': { name: null } } })],
  ['the same context twice', withContext('https://www.w3.org/ns/credentials/v2')],
  ['no context but one', changed((copy) => (copy['@context'] = 'https://www.w3.org/ns/credentials/v2'))],
  ['contexts in another order', changed((copy) => (copy['@context'] as unknown[]).reverse())],
  ['a context deeper down', changed((copy) => ((copy.issuer as Json)['@context'] = { name: '@index' }))],
  ['an alias of id', changed((copy) => ((copy.issuer as Json)['@id'] = copy.id))],
  [
    'one more piece of evidence at a relative address',
    changed((copy) =>
      (copy.evidence as Json[]).push({ id: 'more', type: ['Evidence'], name: 'L99', narrative: 'All' }),
    ),
  ],
  ['evidence twice', changed((copy) => (copy.evidence as Json[]).push((copy.evidence as Json[])[0]!))],
  ['a node that is included', changed((copy) => (copy['@included'] = [{ name: 'x' }]))],
  ['a null', changed((copy) => (copy.description = null))],
]

test.each(REWRITTEN)('with %s is not taken for what was signed', async (_, document) => {
  expect((await verdict(document)).isValid).toBe(false)
})

test('a withdrawn one is not brought back through the document, nor through its list', async () => {
  const reasons = async (document: unknown, list: object) =>
    (await verdict(document, list)).checks.flatMap(({ reason }) => reason ?? [])
  expect(await reasons(genuine, withdrawn)).toEqual(['revoked'])
  const aliased = structuredClone(withdrawn) as Json
  ;(aliased['@context'] as unknown[]).push({ encodedList: '@index' })
  ;(aliased.credentialSubject as Json).encodedList = (none.credentialSubject as Json).encodedList
  expect(await reasons(genuine, aliased)).toEqual(['status_invalid'])
})

/** Every place in a document, as the path to it. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  return [path, ...keys.flatMap((name) => placesIn((value as Json)[name], [...path, name]))]
}
const PLACES = placesIn(genuine).filter((path) => path.length > 0)
const VALUES = [
  null,
  '',
  'Another',
  7,
  true,
  [],
  {},
  ['Another'],
  { '@value': 'Another' },
  { '@id': 'urn:x' },
  { en: 'x' },
]
const KEYS = [
  '@id',
  '@type',
  '@index',
  '@nest',
  '@graph',
  '@reverse',
  '@included',
  '@language',
  'name',
  'id',
  'x',
  '__proto__',
]

test('whatever is changed anywhere, it is refused or it says what was signed', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...PLACES),
      fc.constantFrom('set', 'add', 'rename', 'remove', 'move'),
      fc.constantFrom(...VALUES),
      fc.constantFrom(...KEYS),
      async (path, kind, value, name) => {
        const document = changed((copy) => {
          const parent = path.slice(0, -1).reduce<Json>((node, step) => node[step] as Json, copy)
          const last = path.at(-1)!
          const old = parent[last]
          if (kind !== 'add' && kind !== 'set') {
            if (Array.isArray(parent)) parent.splice(Number(last), 1)
            else delete parent[last]
          }
          if (kind === 'set') parent[last] = value
          if (kind === 'add') Object.defineProperty(parent, name, { value, enumerable: true, configurable: true })
          if (kind === 'rename')
            Object.defineProperty(parent, name, { value: old, enumerable: true, configurable: true })
          if (kind === 'move') copy[name] = old
        })
        const { isValid, document: read } = await verdict(document)
        if (isValid) expect(read).toEqual(genuine)
      },
    ),
    { numRuns: 400 },
  )
})

test('JSON that two readers would read differently, or that is nested without end, is not read', () => {
  expect(readJson('{"a":1,"b":{"a":"\\"a\\":"}}')).toEqual({ value: { a: 1, b: { a: '"a":' } } })
  expect(readJson('{"a":1,"a":2}')).toEqual({ fault: 'doubleKeys' })
  expect(readJson('{"a":{"b":1,"\\u0062":2}}')).toEqual({ fault: 'doubleKeys' })
  expect(readJson('['.repeat(5_000) + ']'.repeat(5_000))).toEqual({ fault: 'deepJson' })
  expect(readJson('no')).toEqual({ fault: 'notJson' })
})
