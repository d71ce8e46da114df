import { expect, test } from 'vitest'
import { svgFile } from '../../../../_ui/drawing.tsx'
import { CURVE_SIZE, curveShapes, FILE } from './curve-shapes.ts'

const words = {
  ...{ reached: 'a <b>', interval: 'i', left: 'l', end: 'e', window: 'w', onTheWay: 'o', days: 'd' },
}
const curve = {
  ...{ lastDay: 100, marks: { end: 50, window: 230 }, atRisk: [{ day: 0, people: 4 }] },
  points: [{ day: 50, reached: 0.5, low: 0.1, high: 0.75, left: 0.25 }],
}
const shapes = curveShapes(curve, words, FILE)
const linesOf = (stroke: string) => shapes.filter(({ attributes }) => attributes.stroke === stroke)

test('steps up on the day something happened and stays level until the last', () => {
  expect(linesOf(FILE.main).map(({ attributes }) => attributes.d)).toEqual([
    'M44.0 250.0L252.0 250.0L252.0 116.3L460.0 116.3',
  ])
})

test('marks only days that the axis reaches', () => {
  expect(shapes.filter(({ text }) => text === 'e' || text === 'w').map(({ text }) => text)).toEqual(['e'])
})

test('as a file, text is never markup', () => {
  const file = svgFile(shapes, { ...CURVE_SIZE, head: 0, paper: '#fff' })
  expect(file).toContain('a &#60;b&#62;')
  expect(file).not.toContain('<b>')
})
