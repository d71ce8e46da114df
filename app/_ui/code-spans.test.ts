import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { codeSpans } from './code-spans.ts'
import { WithCode } from './with-code.tsx'

const markup = (text: string) => renderToStaticMarkup(createElement(WithCode, { text }))

test.each([
  ['Nothing here.', [['Nothing here.', false]]],
  [
    '`maxTurns` は4です。',
    [
      ['maxTurns', true],
      [' は4です。', false],
    ],
  ],
  [
    'Yes, unless `a` or `b`',
    [
      ['Yes, unless ', false],
      ['a', true],
      [' or ', false],
      ['b', true],
    ],
  ],
  ['One ` alone', [['One ` alone', false]]],
  ['Empty `` pair', [['Empty `` pair', false]]],
])('%s', (text, spans) => {
  expect(codeSpans(text).map(({ text, isCode }) => [text, isCode])).toEqual(spans)
})

test('code is set as code, and nothing in it is markup', () => {
  expect(markup('Is `a<b>` a copy?')).toBe('Is <code class="code-chip">a&lt;b&gt;</code> a copy?')
})
