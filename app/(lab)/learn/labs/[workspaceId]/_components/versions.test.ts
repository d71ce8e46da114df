import { describe, expect, it } from 'vitest'
import { groupVersions, type Save } from './versions.ts'

const save = (seconds: number, source: Save['source'] = 'editor', digest: string | null = 'd'): Save => ({
  ...{ revision: seconds, source, digest, savedAt: seconds * 1_000 },
})
const shape = (...saves: Save[]) =>
  groupVersions(saves).map(({ newest, earlier }) => [newest.revision, ...earlier.map(({ revision }) => revision)])

describe('groupVersions', () => {
  it.each([
    ['nothing', [], []],
    ['one stretch', [save(50), save(40), save(1)], [[50, 40, 1]]],
    ['a pause', [save(200), save(190), save(100)], [[200, 190], [100]]],
    ['another hand', [save(3), save(2, 'terminal'), save(1)], [[3], [2], [1]]],
    ['a deletion', [save(3), save(2, 'editor', null), save(1)], [[3], [2], [1]]],
    [
      'five minutes at most',
      [save(300), save(250), save(200), save(150), save(100), save(50), save(0), save(-1)],
      [[300, 250, 200, 150, 100, 50, 0], [-1]],
    ],
  ])('%s', (_, saves, expected) => {
    expect(shape(...saves)).toEqual(expected)
  })
})
