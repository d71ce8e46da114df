import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUidPool } from './uids.ts'
import { createWorkspace, isWorkspacePath, removeWorkspace } from './workspace.ts'

let parent: string
beforeAll(() => {
  parent = mkdtempSync(join(tmpdir(), 'terakoya-workspace-'))
})
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const bytes = (text: string) => Buffer.from(text)

describe('isWorkspacePath', () => {
  it.each(['a', 'a/b.ts', '.env', 'with space/日本語.md', '...', 'a/..b'])('accepts %j', (path) => {
    expect(isWorkspacePath(path)).toBe(true)
  })

  it.each([
    '',
    '/',
    '/etc/passwd',
    'a/',
    'a//b',
    '.',
    '..',
    '../x',
    'a/../b',
    'a/./b',
    'a\\b',
    'a\nb',
    'a\u0000b',
    'x'.repeat(201),
    'a/'.repeat(30),
    '\ud800',
  ])('refuses %j', (path) => {
    expect(isWorkspacePath(path)).toBe(false)
  })
})

describe('createWorkspace', () => {
  it('writes files and folders for the uid alone', async () => {
    const dir = join(parent, 'one')
    await createWorkspace(
      dir,
      new Map([
        ['b/c/run.sh', bytes('#!/bin/sh\n')],
        ['a', bytes('x')],
      ]),
      4242,
    )
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('x')
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'b/c/run.sh')).mode & 0o777).toBe(0o755)
    if (process.getuid?.() === 0) {
      for (const path of ['', 'a', 'b', 'b/c', 'b/c/run.sh']) expect(statSync(join(dir, path)).uid).toBe(4242)
    }
  })

  it('refuses a folder that exists, a link to one too', async () => {
    symlinkSync(parent, join(parent, 'link'))
    for (const name of ['one', 'link']) {
      await expect(createWorkspace(join(parent, name), new Map(), 4242)).rejects.toMatchObject({ code: 'conflict' })
    }
  })

  it('refuses a path outside and a path below a file, and leaves nothing', async () => {
    const outside = new Map([['../x', bytes('x')]])
    const below = new Map([
      ['a', bytes('x')],
      ['a/b', bytes('x')],
    ])
    for (const files of [outside, below]) {
      await expect(createWorkspace(join(parent, 'two'), files, 4242)).rejects.toMatchObject({
        code: 'invalid_input',
        reason: 'bad_path',
      })
    }
    expect(readdirSync(parent)).not.toContain('two')
    expect(readdirSync(parent)).not.toContain('x')
  })

  it('is removed whole', async () => {
    await removeWorkspace(join(parent, 'one'))
    expect(readdirSync(parent)).not.toContain('one')
  })
})

describe('createUidPool', () => {
  it('gives each uid once until it returns, the longest rested first', () => {
    const pool = createUidPool({ first: 100, count: 3 })
    expect([pool.take(), pool.take()]).toEqual([100, 101])
    pool.give(100)
    expect([pool.take(), pool.take()]).toEqual([102, 100])
    expect(() => pool.take()).toThrow(expect.objectContaining({ code: 'unavailable', reason: 'no_free_uid' }))
  })

  it('takes back only what is its own, and once', () => {
    const pool = createUidPool({ first: 100, count: 1 })
    pool.take()
    for (const uid of [0, 99, 101, 100, 100]) pool.give(uid)
    expect(pool.take()).toBe(100)
    expect(() => pool.take()).toThrow()
  })
})
