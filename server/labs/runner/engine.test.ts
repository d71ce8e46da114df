import { expect, test } from 'vitest'
import { type Engine, imageOf } from './engine.ts'

test('a lab whose image this machine lacks is refused by the name of the image', () => {
  const engine = { images: new Map([['node-24', { name: 'node-24' }]]) } as unknown as Engine
  expect(imageOf(engine, { image: 'node-24' })).toEqual({ name: 'node-24' })
  expect(() => imageOf(engine, { image: 'python-3' })).toThrow(
    expect.objectContaining({ code: 'unavailable', reason: 'imageMissing', params: { image: 'python-3' } }),
  )
})
