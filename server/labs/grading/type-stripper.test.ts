import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../cli/engine.ts'
import { TypeStripper } from './type-stripper.ts'

let engine: Engine
let stripper: TypeStripper
let uid: number

beforeAll(async () => {
  engine = await openEngine('node-24', { dataDir: join(tmpdir(), 'terakoya-tests') })
  uid = engine.uids.take()
  stripper = new TypeStripper({ ...engine, uid })
})

afterAll(async () => {
  await stripper.close()
  engine.uids.give(uid)
  await engine.close()
})

const strippedFrom = async (files: Record<string, string>) => {
  const map = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]))
  const stripped = (await stripper.filesFor(map))?.get('stripped.json')
  const entries = JSON.parse(stripped ? Buffer.from(stripped).toString() : '[]') as [string, object][]
  return Object.fromEntries(entries.map(([url, entry]) => [url.replace('file:///workspace/', ''), entry]))
}

describe('TypeStripper', () => {
  it('strips what Node would strip, and says what is a module without being told', async () => {
    expect(await strippedFrom({ 'a.ts': 'export const a: 1 = 1', 'b.mts': 'let b: 2', 'c.ts': 'type C = 3' })).toEqual({
      'a.ts': { source: 'export const a: 1 = 1', code: 'export const a    = 1', isModule: true },
      'b.mts': { source: 'let b: 2', code: 'let b   ', isModule: false },
      'c.ts': { source: 'type C = 3', code: '          ', isModule: false },
    })
  })

  it('leaves to Node what is no TypeScript, what it refuses, and what cannot be stripped', async () => {
    const typed = 'export const a: 1 = 1'
    const files = {
      'a.js': typed,
      'a.cts': typed,
      'node_modules/a/a.ts': typed,
      'enum.ts': 'enum A { B }',
      'no.ts': '{',
    }
    expect(await strippedFrom(files)).toEqual({})
  })

  it('leaves a submission of a megabyte to Node', async () => {
    expect(await strippedFrom({ 'a.ts': `export const a: 1 = 1 // ${'x'.repeat(1024 * 1024)}` })).toEqual({})
  })

  it('gives nothing more, and no fault, once a text broke it', async () => {
    const ownUid = engine.uids.take()
    const own = new TypeStripper({ ...engine, uid: ownUid })
    const given = (text: string) => own.filesFor(new Map([['a.ts', Buffer.from(text)]]))
    expect(await given('let a: 1')).not.toBeNull()
    expect(await given('('.repeat(50_000))).toBeNull()
    expect(await given('let b: 2')).toBeNull()
    await own.close()
    engine.uids.give(ownUid)
  })
})
