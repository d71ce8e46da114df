import { matchesGlob } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differencesOf, readImageLock, relock } from './image-lock.ts'
import { IMAGE_NAMES } from './image-names.ts'
import { readImageSpec } from './image-spec.ts'

const deb = (name: string, version: string, sha256: string) => ({ name, version, sha256, architecture: 'amd64' })
const proven = { architecture: 'x64', packages: [deb('bash', '5.2', 'aa'), deb('jq', '1.6', 'bb')] }
const lock = relock({}, proven)

describe('the lock of an image', () => {
  it('agrees with what it was written from', () => {
    expect([...differencesOf(lock, proven)]).toEqual([])
  })

  it.each([
    ['another version', [deb('bash', '5.3', 'cc'), deb('jq', '1.6', 'bb')], [['bash', '5.2 aa']]],
    ['the same version with other bytes', [deb('bash', '5.2', 'cc'), deb('jq', '1.6', 'bb')], [['bash', '5.2 aa']]],
    ['a package more', [...proven.packages, deb('nano', '7', 'dd')], [['nano', null]]],
    ['a package less', [deb('bash', '5.2', 'aa')], [['jq', '1.6 bb']]],
  ])('tells of %s', (_, packages, differing) => {
    expect([...differencesOf(lock, { architecture: 'x64', packages })]).toEqual(differing)
  })

  it('holds each architecture by itself', () => {
    const arm = { architecture: 'arm64', packages: [deb('bash', '5.2', 'ee')] }
    expect([...differencesOf(lock, arm)]).toEqual([['bash', null]])
    const both = relock(lock, arm)
    expect([...differencesOf(both, arm), ...differencesOf(both, proven)]).toEqual([])
  })

  it.each(IMAGE_NAMES)('of %s names every package of the declaration', (name) => {
    const { packages, leaveOut } = readImageSpec(name)
    const locks = Object.values(readImageLock(name))
    expect(locks.length).toBeGreaterThan(0)
    for (const locked of locks) {
      expect(Object.keys(locked)).toEqual(expect.arrayContaining(packages))
      expect(Object.keys(locked).filter((entry) => leaveOut.some((pattern) => matchesGlob(entry, pattern)))).toEqual([])
      for (const entry of Object.values(locked)) expect(entry).toMatch(/^\S+ [0-9a-f]{64}$/)
    }
  })
})
