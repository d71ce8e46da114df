import { expect, it } from 'vitest'
import { filesDigest } from './digests.ts'
import { deriveKeys } from './keys.ts'

it('derives two keys that stay what they are', () => {
  expect(deriveKeys(Buffer.alloc(16))).toMatchInlineSnapshot(`
    {
      "hidden": "557aabfd5a71fb4dbe94a212e2cef90eeaaa3e139deb2088e539c09746cd610c",
      "params": "b61b35f62e2cc38fdc3cf5041e81f2be9698d411fc2925885dcc7fa05d69e4c9",
    }
  `)
})

it('gives folders equal digests whatever the order of their files, and others different ones', () => {
  const bytes = (text: string) => Buffer.from(text)
  const one = filesDigest(
    new Map([
      ['a', bytes('1')],
      ['b', bytes('2')],
    ]),
  )
  expect(
    filesDigest(
      new Map([
        ['b', bytes('2')],
        ['a', bytes('1')],
      ]),
    ),
  ).toBe(one)
  expect(
    filesDigest(
      new Map([
        ['a', bytes('2')],
        ['b', bytes('1')],
      ]),
    ),
  ).not.toBe(one)
  expect(
    filesDigest(
      new Map([
        ['a', bytes('1')],
        ['b/c', bytes('2')],
      ]),
    ),
  ).not.toBe(one)
  expect(filesDigest(new Map([['a', bytes('12')]]))).not.toBe(filesDigest(new Map([['a1', bytes('2')]])))
})
