import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Diagram, drawNarrow, drawWide, readDiagram, wrap } from './diagram.ts'

const diagrams: fc.Arbitrary<Diagram> = fc
  .uniqueArray(fc.record({ column: fc.integer({ min: 1, max: 4 }), row: fc.integer({ min: 1, max: 8 }) }), {
    minLength: 2,
    maxLength: 12,
    selector: ({ column, row }) => `${column}/${row}`,
  })
  .chain((cells) =>
    fc.record({
      text: fc.constant('A drawing'),
      nodes: fc.tuple(
        ...cells.map((cell, index) =>
          fc.record({
            id: fc.constant(`n${index}`),
            column: fc.constant(cell.column),
            row: fc.constant(cell.row),
            label: fc.constantFrom('Log', 'Patient letters of Osaka', '患者への手紙の控え'),
            sub: fc.constantFrom(undefined, 'where the engineer is', '大阪、主'),
            tone: fc.constantFrom('source' as const, 'inside' as const, 'outside' as const, 'plain' as const),
          }),
        ),
      ),
      edges: fc.constant([{ from: 'n0', to: 'n1' }]),
    }),
  )

describe('drawings', () => {
  it.each([drawWide, drawNarrow])('%s lets no two nodes overlap and none leave the ground', (draw) => {
    fc.assert(
      fc.property(diagrams, (diagram) => {
        const { nodes, width, height } = draw(diagram)
        for (const [index, a] of nodes.entries()) {
          expect(a.x >= 0 && a.x + a.width <= width + 1 && a.y >= 0 && a.y + a.height <= height + 1).toBe(true)
          for (const b of nodes.slice(index + 1)) {
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
              true,
            )
          }
        }
      }),
    )
  })

  it('keeps every character of a label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 20, max: 200 }), (text, width) => {
        const squeeze = (value: string) => value.replace(/\s/g, '')
        expect(squeeze(wrap(text, width).join(''))).toBe(squeeze(text))
      }),
    )
  })

  it.each([
    ['フランクフルト・無期限', 136, ['フランクフルト・', '無期限']],
    ['そのすべての呼び出し', 98, ['そのすべての', '呼び出し']],
    ['要求のすべてがここにある', 136, ['要求のすべてが', 'ここにある']],
    ['呼び出し1。1秒から', 98, ['呼び出し1。', '1秒から']],
    ['氏名、電話、callback', 98, ['氏名、電話、', 'callback']],
  ])('breaks no word of %s', (label, width, lines) => {
    expect(wrap(label, width)).toEqual(lines)
  })

  it('breaks a word that no line can hold', () => {
    expect(wrap('フランクフルト', 70)).toEqual(['フランクフ', 'ルト'])
  })

  it('says on a phone too what stands on an arrow, over the node that it leads to', () => {
    const diagram = readDiagram(`
text: Shares
nodes:
  - { id: a, label: North, column: 1, row: 1 }
  - { id: b, label: South, column: 1, row: 2 }
  - { id: c, label: Fund, column: 2, row: 1 }
  - { id: d, label: Clinic, column: 3, row: 1 }
edges:
  - { from: a, to: c, label: 60 % }
  - { from: b, to: c, label: 40 % }
  - { from: c, to: d, label: 100 % }
  - { from: a, to: d }
`)!
    const { nodes, edges } = drawNarrow(diagram)
    const labels = edges.flatMap(({ label }) => label ?? [])
    expect(labels.map(({ text }) => text).toSorted()).toEqual(['100 %', 'North: 60 %', 'South: 40 %'])
    for (const { text, y } of labels) {
      const below = nodes.find((node) => node.y > y)!
      const above = nodes[nodes.indexOf(below) - 1]!
      expect(below.id).toBe(text === '100 %' ? 'd' : 'c')
      expect(y - 10).toBeGreaterThan(above.y + above.height)
    }
    expect(new Set(labels.map(({ y }) => y)).size).toBe(3)
  })

  it('refuses what is not a diagram', () => {
    expect(readDiagram('nodes: 3')).toBeNull()
    expect(readDiagram(': : :')).toBeNull()
  })
})
