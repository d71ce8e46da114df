import { expect, test } from 'vitest'
import { factsOf, halfOf } from './document.ts'

test.each([
  ['Practised.\n\n練習した。', 'en', 'Practised.'],
  ['Practised.\n\n練習した。', 'ja', '練習した。'],
  ['L20 Policy / L20 ポリシー', 'ja', 'L20 ポリシー'],
  ['L20 Policy / L20 ポリシー', 'en-GB', 'L20 Policy'],
])('of %j a reader of %s is shown %j', (text, locale, shown) => {
  expect(halfOf(text, locale)).toBe(shown)
})

test.each(['First.\n\nSecond.', 'TCP / IP', '一つ / 二つ', 'One / 二 / three', '練習 / practice', ''])(
  'what %j says is not cut: it is not the same twice',
  (text) => {
    expect(halfOf(text, 'ja')).toBe(text)
    expect(halfOf(text, 'en')).toBe(text)
  },
)

test('of a document that anybody may have written every word is shown', () => {
  const evidence = [{ name: 'AWS / クラウド', narrative: 'Proctored.\n\n監督付き。', genre: 'proctored' }]
  for (const locale of ['en', 'ja'])
    expect(factsOf({ evidence }, locale).evidence).toEqual([
      { name: 'AWS / クラウド', text: 'Proctored.\n\n監督付き。', genre: 'proctored' },
    ])
})
