import type { Element, Nodes, Root } from 'hast'
import { describe, expect, it } from 'vitest'
import { labToHast, lessonToHast } from './to-hast.ts'

function all(tree: Nodes): Element[] {
  const children = 'children' in tree ? (tree.children as Nodes[]) : []
  return [...(tree.type === 'element' ? [tree] : []), ...children.flatMap(all)]
}
const find = (tree: Root, tagName: string) => all(tree).filter((element) => element.tagName === tagName)

describe('lessonToHast', () => {
  it.each([
    ['a script element', '<script>alert(1)</script>'],
    ['an image', '![x](https://example.org/x.png)'],
    ['an event handler', '<a href="https://example.org" onclick="alert(1)">x</a>'],
    ['a frame', '<iframe src="https://example.org"></iframe>'],
    ['HTML in a directive', ':::note\n<img src=x onerror=alert(1)>\n:::'],
  ])('leaves out %s', (_, markdown) => {
    const tree = lessonToHast(`Before\n\n${markdown}\n\nAfter`)
    expect(all(tree).map((element) => element.tagName)).not.toEqual(expect.arrayContaining(['script']))
    for (const name of ['script', 'img', 'iframe']) expect(find(tree, name)).toEqual([])
    expect(
      all(tree)
        .flatMap((element) => Object.keys(element.properties))
        .filter((name) => name.startsWith('on')),
    ).toEqual([])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'http://example.org',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
  ])('refuses the address %s', (address) => {
    const tree = lessonToHast(`[x](<${address}>)`)
    expect(
      find(tree, 'a')
        .map((element) => element.properties.href)
        .filter(Boolean),
    ).toEqual([])
  })

  it('keeps the addresses of lessons and labs', () => {
    const tree = lessonToHast('[a](lesson:who-holds-the-key) [b](lab:L20) [c](https://example.org/a)')
    expect(find(tree, 'a').map((element) => element.properties.href)).toEqual([
      'lesson:who-holds-the-key',
      'lab:L20',
      'https://example.org/a',
    ])
  })

  it('numbers notes and marks the paragraph above', () => {
    const tree = lessonToHast('One.\n\n:::note\nFirst.\n:::\n\nTwo.\n\n:::note\nSecond.\n:::')
    expect(find(tree, 't-ref').map((element) => element.properties.number)).toEqual([1, 2])
    expect(find(tree, 't-note').map((element) => element.properties.number)).toEqual([1, 2])
  })

  it('makes options of a self-check with the feedback beneath each', () => {
    const tree = lessonToHast(':::selfcheck{#q}\nWhich?\n\n- [ ] A\n\n  No.\n\n- [x] B\n\n  Yes.\n:::')
    expect(find(tree, 't-option').map(({ properties }) => [properties.number, properties.isRight ?? false])).toEqual([
      [0, false],
      [1, true],
    ])
    expect(find(tree, 't-feedback')).toHaveLength(2)
    expect(find(tree, 'input')).toEqual([])
  })

  it('keeps the source of a diagram as text, whatever it holds', () => {
    const source = 'text: "<script>alert(1)</script>"'
    const tree = lessonToHast(`:::figure{#f title="T"}\n\`\`\`diagram\n${source}\n\`\`\`\n\nCaption.\n:::`)
    expect(find(tree, 't-diagram')[0]?.properties.source).toBe(source)
    expect(find(tree, 'script')).toEqual([])
  })

  it('keeps an authored id from naming something of the page', () => {
    const tree = lessonToHast(':::selfcheck{#main"><script}\nWhich?\n\n- [x] A\n\n  Yes.\n:::')
    expect(all(tree).map((element) => String(element.properties.anchor ?? 't-'))).toSatisfy((anchors: string[]) =>
      anchors.every((anchor) => /^t-[\w-]*$/.test(anchor)),
    )
  })
})

describe('labToHast', () => {
  it('splits a README into introduction, steps with hints, and background', () => {
    const guide = labToHast(
      'Intro.\n\n::::step{#one}\nDo.\n\n:::hint\nA.\n:::\n\n:::hint\nB.\n:::\n::::\n\n## Background\n\nMore.',
    )
    expect(guide.steps.map(({ id, hints }) => [id, hints.length])).toEqual([['one', 2]])
    expect(find(guide.intro, 'p')).toHaveLength(1)
    expect(find(guide.steps[0]!.body, 'p')).toHaveLength(1)
    expect(find(guide.background, 'h2')).toHaveLength(1)
  })
})
