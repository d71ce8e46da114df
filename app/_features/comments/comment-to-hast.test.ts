import type { Element, Nodes } from 'hast'
import { describe, expect, test } from 'vitest'
import { commentToHast } from './comment-to-hast.ts'

function elementsOf(node: Nodes): Element[] {
  const children = 'children' in node ? node.children.flatMap(elementsOf) : []
  return node.type === 'element' ? [node, ...children] : children
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '[x](vbscript:msgbox)',
  '[x](http://elsewhere.invalid)',
  '[x](//elsewhere.invalid/a)',
  '[x](/account)',
  '<https://ok.invalid> <javascript:alert(1)>',
  '![x](https://elsewhere.invalid/pixel.png)',
  '![x][1]\n\n[1]: https://elsewhere.invalid/pixel.png',
  '<iframe src="https://elsewhere.invalid"></iframe>',
  '<form action="/account"><input name="password"></form>',
  '- [x] ticked',
  '# A heading of the page\n\nunder it\n=======',
  'A note[^main]\n\n[^main]: that names an element of the page',
  ':::selfcheck{id=main}\n- [ ] a\n:::',
  '::figure{id=main}',
  '<t-selfcheck anchor="main"></t-selfcheck>',
  '```html" onload="alert(1)\nx\n```',
  '<style>body{display:none}</style>',
  '<svg onload=alert(1)>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
]

describe('a comment in Markdown', () => {
  test('shows emphasis, lists, code and links', () => {
    const tree = commentToHast(
      '**Well** done, see `a.ts` and [the rule](https://law.invalid/1):\n\n- one\n- two\n\n```ts\nx\n```',
    )
    const names = elementsOf(tree).map(({ tagName }) => tagName)
    expect(names).toEqual(['p', 'strong', 'code', 'a', 'ul', 'li', 'li', 'pre', 'code'])
  })

  test.each(HOSTILE)('lets nothing through that runs, loads, names or leads elsewhere: %s', (markdown) => {
    for (const element of elementsOf(commentToHast(markdown))) {
      const { href, className, start, ...rest } = element.properties
      expect([element.tagName, Object.keys(rest)]).toEqual([element.tagName, []])
      expect(element.tagName).toMatch(
        /^(p|strong|em|del|code|pre|blockquote|ul|ol|li|a|span|br|hr|table|thead|tbody|tr|th|td)$/,
      )
      if (typeof href === 'string') expect(href).toMatch(/^https:\/\//)
      for (const name of [className].flat()) if (name) expect(name).toMatch(/^language-[\w-]+$/)
      expect(typeof start === 'undefined' || typeof start === 'number').toBe(true)
    }
  })

  test('keeps no address of this site or without a scheme', () => {
    for (const markdown of ['[x](/account)', '[x](//elsewhere.invalid/a)', '[x](#main)', '[x](?a=b)', '[x](../a)'])
      expect(elementsOf(commentToHast(markdown)).filter(({ properties }) => properties.href)).toEqual([])
  })

  test('tells headings as plain words', () => {
    expect(textOf(commentToHast('# Loud\n\n> ## louder'))).toContain('Loud')
  })
})
