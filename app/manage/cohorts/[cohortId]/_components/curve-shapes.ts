import type { Shape } from '../../../../_ui/drawing.tsx'

export interface Curve {
  lastDay: number
  points: readonly { day: number; reached: number; low: number; high: number; left: number }[]
  atRisk: readonly { day: number; people: number }[]
  marks: { end: number; window: number }
}

export interface CurveWords {
  reached: string
  interval: string
  left: string
  end: string
  window: string
  onTheWay: string
  days: string
}

/** Colours of the page, or fixed ones for a file. */
export interface Palette {
  ink: string
  faint: string
  rule: string
  main: string
  wash: string
  other: string
}

export const PAGE: Palette = {
  ...{ ink: 'var(--ink)', faint: 'var(--ink-3)', rule: 'var(--rule)' },
  ...{ main: 'var(--chart-1)', wash: 'var(--chart-1-wash)', other: 'var(--chart-2)' },
}
export const FILE: Palette = {
  ...{ ink: '#1d1b18', faint: '#6b665b', rule: '#dcd6c8', main: '#213c78', wash: '#ccd4e4', other: '#b56907' },
}

export const CURVE_SIZE = { width: 620, height: 330 }
const BOX = { left: 44, right: 460, top: 36, bottom: 250 }

type Key = 'reached' | 'low' | 'high' | 'left'

function scaleOf({ lastDay, points }: Curve) {
  const highest = Math.max(0.1, ...points.flatMap(({ high, left }) => [high, left]))
  const step = [0.05, 0.1, 0.2, 0.25].find((size) => highest / size <= 4) ?? 0.25
  const top = Math.min(1, Math.ceil(highest / step - 1e-9) * step)
  return {
    ...{ step, top },
    x: (day: number) => BOX.left + ((BOX.right - BOX.left) * day) / lastDay,
    y: (share: number) => BOX.bottom - ((BOX.bottom - BOX.top) * share) / top,
  }
}

type Scale = ReturnType<typeof scaleOf>

/** A step line: level until the next day on which something happened. */
function stepsOf({ points, lastDay }: Curve, key: Key, { x, y }: Scale): [number, number][] {
  let at = 0
  const corners = points.flatMap((point): [number, number][] => {
    const before = at
    at = point[key]
    return [
      [x(point.day), y(before)],
      [x(point.day), y(at)],
    ]
  })
  return [[x(0), y(0)], ...corners, [x(lastDay), y(at)]]
}

const pathOf = (corners: readonly [number, number][]) =>
  corners.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

const text = (x: number, y: number, value: string, attributes: Shape['attributes']): Shape => ({
  ...{ tag: 'text', attributes: { x: x.toFixed(1), y: y.toFixed(1), ...attributes }, text: value },
})
const line = (d: string, attributes: Shape['attributes']): Shape => ({
  ...{ tag: 'path', attributes: { d, fill: 'none', ...attributes } },
})

function axes(curve: Curve, words: CurveWords, { ink, faint, rule }: Palette, { x, y, step, top }: Scale): Shape[] {
  const levels = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step)
  return [
    ...levels.flatMap((share) => [
      line(`M${BOX.left} ${y(share).toFixed(1)}H${BOX.right}`, { stroke: share === 0 ? faint : rule }),
      text(BOX.left - 8, y(share) + 5, `${Math.round(share * 100)}`, { 'text-anchor': 'end', fill: faint }),
    ]),
    text(BOX.left - 8, BOX.top - 14, '%', { 'text-anchor': 'end', fill: faint }),
    ...curve.atRisk.flatMap(({ day, people }) => [
      text(x(day), BOX.bottom + 20, String(day), { 'text-anchor': 'middle', fill: faint }),
      text(x(day), BOX.bottom + 68, String(people), { 'text-anchor': 'middle', fill: ink }),
    ]),
    text(BOX.right + 14, BOX.bottom + 20, words.days, { fill: faint }),
    line(`M${BOX.left} ${BOX.bottom + 30}H${CURVE_SIZE.width - 8}`, { stroke: rule }),
    text(BOX.left - 8, BOX.bottom + 48, words.onTheWay, { fill: faint }),
  ]
}

/** Days that mean something, where the axis comes so far. */
function marksOf({ marks, lastDay }: Curve, words: CurveWords, { faint }: Palette, { x }: Scale): Shape[] {
  const known = [
    { day: marks.end, word: words.end, rise: 0 },
    { day: marks.window, word: words.window, rise: 16 },
  ]
  return known
    .filter(({ day }) => day <= lastDay)
    .flatMap(({ day, word, rise }) => [
      line(`M${x(day).toFixed(1)} ${BOX.top - rise}V${BOX.bottom}`, { stroke: faint, 'stroke-dasharray': '2 3' }),
      text(x(day) - 5, BOX.top - 4 - rise, word, { 'text-anchor': 'end', fill: faint }),
    ])
}

/** Two labels at the right end that keep apart where the lines end close together. */
function labels(curve: Curve, words: CurveWords, { ink, faint }: Palette, { y }: Scale): Shape[] {
  const last = curve.points.at(-1) ?? { reached: 0, left: 0 }
  const [reached, left] = [y(last.reached), y(last.left)]
  const isReachedAbove = reached <= left
  const gap = isReachedAbove ? 40 : 22
  const apart = Math.max(0, gap - Math.abs(reached - left)) / 2
  const reachedAt = (isReachedAbove ? reached - apart : reached + apart) + 2
  const leftAt = (isReachedAbove ? left + apart : left - apart) + 5
  return [
    text(BOX.right + 10, reachedAt, words.reached, { fill: ink, 'font-weight': 600 }),
    text(BOX.right + 10, reachedAt + 17, words.interval, { fill: faint, 'font-size': 12 }),
    text(BOX.right + 10, leftAt, words.left, { fill: ink, 'font-weight': 600 }),
  ]
}

/** Share that reached a stage by day with its interval, those who left drawn under it, and who is still on the way. */
export function curveShapes(curve: Curve, words: CurveWords, palette: Palette): Shape[] {
  const scale = scaleOf(curve)
  const band = [...stepsOf(curve, 'high', scale), ...stepsOf(curve, 'low', scale).toReversed()]
  return [
    { tag: 'path', attributes: { d: `${pathOf(band)}Z`, fill: palette.wash } },
    ...axes(curve, words, palette, scale),
    ...marksOf(curve, words, palette, scale),
    line(pathOf(stepsOf(curve, 'left', scale)), {
      stroke: palette.other,
      'stroke-width': 2,
      'stroke-dasharray': '5 3',
    }),
    line(pathOf(stepsOf(curve, 'reached', scale)), { stroke: palette.main, 'stroke-width': 2.5 }),
    ...labels(curve, words, palette, scale),
  ]
}
