import { expect, test } from 'vitest'
import { readImageSpec } from './image-spec.ts'
import { resolveNpmPackages } from './npm-packages.ts'

test('an image names what a package depends on too, as the lock file pins it', () => {
  const packages = resolveNpmPackages(readImageSpec('node-24').npm)
  expect(packages.map(({ name }) => name)).toEqual([
    'ajv',
    'fast-deep-equal',
    'fast-uri',
    'json-schema-traverse',
    'require-from-string',
  ])
  for (const { integrity, version } of packages) {
    expect(integrity).toMatch(/^sha512-/)
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  }
})

test('a package that the platform does not have is refused', () => {
  expect(() => resolveNpmPackages(['left-pad'])).toThrow('left-pad does not stand at the top of node_modules')
})
