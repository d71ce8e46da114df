import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readImageLock } from '../images/image-lock.ts'
import { diagnoseImage } from './diagnose-image.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** The packages of the lock, as a build writes them down. */
const [[architecture, locked]] = Object.entries(readImageLock('node-24')) as [[string, Record<string, string>]]
const proven = Object.entries(locked).map(([name, entry]) => {
  const [version, sha256] = entry.split(' ')
  return { name, version, sha256 }
})

function diagnose(packages: object[]) {
  writeFileSync(join(folder, 'node-24.json'), JSON.stringify({ digest: 'aa', manifest: { architecture, packages } }))
  return diagnoseImage(folder, 'node-24')
}

test('an image that was not built is missing', () => {
  expect(diagnoseImage(folder, 'node-24')).toMatchObject({ ok: false, enforced: 'no', code: 'image_missing' })
})

test('an image of the packages that labs were proven with has nothing to mend', () => {
  expect(diagnose(proven)).toMatchObject({ ok: true, enforced: 'yes', code: 'image_present', fix: null })
})

test('an image of other packages works, and says which differ', () => {
  const others = proven.map((deb) => (deb.name === 'bash' ? { ...deb, version: '9.9' } : deb))
  expect(diagnose(others)).toMatchObject({
    ok: true,
    enforced: 'watched',
    code: 'image_differs',
    detail: `built in ${folder}; differs from what labs were proven with: bash`,
  })
  expect(diagnose([]).params.packages).toMatch(/^\S+, \S+, \S+, \S+, \S+ and \d+ more$/)
})
