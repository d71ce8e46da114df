import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tellImageState } from '../images/image-state.ts'
import { type Engine, imageOf } from './engine.ts'

const engineOf = (imagesDir: string) =>
  ({ imagesDir, images: new Map([['node-24', { name: 'node-24' }]]) }) as unknown as Engine
const python = (imagesDir: string) => () => imageOf(engineOf(imagesDir), { image: 'python-3' })
const folder = () => mkdtempSync(join(tmpdir(), 'images-'))

test('a lab whose image this machine lacks is refused by the name of the image', () => {
  const imagesDir = folder()
  expect(imageOf(engineOf(imagesDir), { image: 'node-24' })).toEqual({ name: 'node-24' })
  expect(python(imagesDir)).toThrow(
    expect.objectContaining({ code: 'unavailable', reason: 'imageMissing', params: { image: 'python-3' } }),
  )
})

test('a lab whose image is being built says how far it is, and no longer so when the builder has died', () => {
  const imagesDir = folder()
  tellImageState(imagesDir, 'python-3', { state: 'building', step: 'unpacking', done: 36, total: 143 })
  expect(python(imagesDir)).toThrow(
    expect.objectContaining({ reason: 'imagePreparing', params: { image: 'python-3', percent: 25 } }),
  )
  const ofTheDead = { state: 'building', pid: 2 ** 22 + 1, start: 1, step: 'unpacking', done: 36, total: 143 }
  writeFileSync(join(imagesDir, 'python-3.state.json'), JSON.stringify(ofTheDead))
  expect(python(imagesDir)).toThrow(expect.objectContaining({ reason: 'imageMissing' }))
})
