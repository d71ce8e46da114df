import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tarOf } from './tar.ts'

test('the system’s tar reads what was packed', () => {
  const long = `${'folder/'.repeat(16)}a-name-at-the-end.ts`
  const files = new Map([
    ['lab/empty', Buffer.alloc(0)],
    ['lab/日本語.md', Buffer.from('本文')],
    [long, Buffer.alloc(1_000, 'x')],
  ])
  const folder = mkdtempSync(join(tmpdir(), 'terakoya-tar-'))
  try {
    const archive = join(folder, 'lab.tar')
    writeFileSync(archive, tarOf(files, new Date('2026-11-22T00:00:00Z')))
    execFileSync('tar', ['-xf', archive, '-C', folder])
    for (const [path, bytes] of files) expect(readFileSync(join(folder, path))).toEqual(bytes)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a path that does not fit is refused', () => {
  expect(() => tarOf(new Map([['x'.repeat(101), Buffer.alloc(0)]]), new Date())).toThrow(RangeError)
})
