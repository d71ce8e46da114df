import { describe, expect, it } from 'vitest'
import { proofDigest } from './proof-digest.ts'

const lab = (changes: Record<string, string> = {}) =>
  new Map(
    Object.entries({ 'lab.yaml': 'a', 'checks/a.ts': 'b', 'README.en.md': 'c', ...changes }).map(([path, text]) => [
      path,
      Buffer.from(text),
    ]),
  )

describe('the digest of what a proof depends on', () => {
  const digest = proofDigest(lab(), 'node-24')

  it.each(['checks/a.ts', 'wrong/b/wrong.yaml', 'lab.yaml'])('changes with %s', (path) => {
    expect(proofDigest(lab({ [path]: 'x' }), 'node-24')).not.toBe(digest)
  })

  it('changes with the image', () => {
    expect(proofDigest(lab(), 'python-3')).not.toBe(digest)
  })

  it.each(['README.en.md', 'checks/a.test.ts'])('does not change with %s', (path) => {
    expect(proofDigest(lab({ [path]: 'x' }), 'node-24')).toBe(digest)
  })
})
