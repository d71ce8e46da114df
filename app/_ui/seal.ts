import { createHash } from 'node:crypto'

type Point = readonly [x: number, y: number]
interface Box {
  x: number
  y: number
  width: number
  height: number
}

/**
 * Radicals on a grid of 0 to 6, strokes folded so that they fill their field evenly, as in nine-fold seal script.
 * `fit` says where one stays legible: dense ones need height, wide ones need width.
 */
const RADICALS: readonly { strokes: string; fit: 'any' | 'tall' | 'wide' }[] = [
  { strokes: '00 60 66 06 00,03 63', fit: 'any' },
  { strokes: '00 06 66 60,30 36', fit: 'any' },
  { strokes: '00 60 62 02 04 64 66 06', fit: 'tall' },
  { strokes: '60 00 02 62 64 04 06 66', fit: 'tall' },
  { strokes: '00 60,03 63,06 66,30 36', fit: 'any' },
  { strokes: '06 00 60 66,30 33,16 13 53 56', fit: 'wide' },
  { strokes: '30 36,00 02 62 60,06 04 64 66', fit: 'tall' },
  { strokes: '00 60,06 02 62 66,30 32,24 44', fit: 'tall' },
  { strokes: '00 06,20 26,40 46,60 66,03 63', fit: 'wide' },
  { strokes: '00 60 66 06 00,30 36,03 63', fit: 'any' },
  { strokes: '00 60 66,03 63,00 06 36', fit: 'any' },
  { strokes: '00 60 66 06,03 63', fit: 'any' },
  { strokes: '00 03 63 60,30 36,06 66', fit: 'any' },
  { strokes: '06 00 20 26,46 40 60 66,03 23,43 63', fit: 'wide' },
  { strokes: '30 32,06 02 62 66,24 44,26 46', fit: 'wide' },
  { strokes: '00 60 62 02 00,32 36,04 64,06 66', fit: 'tall' },
]
const PLAIN = RADICALS.filter((radical) => radical.fit === 'any')
const SIDE = 240

/** The digest, then SHA-256 of digest and counter for ever: each choice below reads the next byte. */
function* bytesOf(digest: string): Generator<number, never> {
  const first = Buffer.from(digest, 'hex')
  yield* first
  for (let block = 1; ; block++) {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(block)
    yield* createHash('sha256').update(first).update(counter).digest()
  }
}

function choices(digest: string) {
  const bytes = bytesOf(digest)
  const byte = () => bytes.next().value
  return {
    byte,
    pick: (count: number) => byte() % count,
    spread: (reach: number) => ((byte() / 255) * 2 - 1) * reach,
  }
}
type Choices = ReturnType<typeof choices>

const at = ([x, y]: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`
const pathOf = (points: readonly Point[], isClosed: boolean) => `M${points.map(at).join('L')}${isClosed ? 'Z' : ''}`

function drawRadical(draw: Choices, index: number, box: Box): string {
  const chosen = RADICALS[index]!
  const isCramped = (chosen.fit === 'tall' && box.height < 60) || (chosen.fit === 'wide' && box.width < 60)
  const { strokes } = isCramped ? PLAIN[index % PLAIN.length]! : chosen
  return strokes
    .split(',')
    .map((stroke) => {
      const cells = stroke.split(' ')
      const isClosed = cells.length > 2 && cells[0] === cells.at(-1)
      const points = (isClosed ? cells.slice(0, -1) : cells).map(
        (cell): Point => [
          box.x + (Number(cell[0]) / 6) * box.width + draw.spread(0.9),
          box.y + (Number(cell[1]) / 6) * box.height + draw.spread(0.9),
        ],
      )
      return pathOf(points, isClosed)
    })
    .join('')
}

function drawGlyph(draw: Choices, { x, y, width, height }: Box): string {
  const isSideBySide = draw.pick(3) === 0
  const first = draw.pick(16)
  const drawn = draw.pick(16)
  const second = drawn === first ? (first + 5) % 16 : drawn
  const cut = 0.5 + draw.spread(0.06)
  const isSingle = draw.pick(5) === 0
  const gap = 17
  if (isSingle) return drawRadical(draw, first, { x, y, width, height })
  if (isSideBySide) {
    const left = (width - gap) * cut
    return (
      drawRadical(draw, first, { x, y, width: left, height }) +
      drawRadical(draw, second, { x: x + left + gap, y, width: width - gap - left, height })
    )
  }
  const top = (height - gap) * cut
  return (
    drawRadical(draw, first, { x, y, width, height: top }) +
    drawRadical(draw, second, { x, y: y + top + gap, width, height: height - gap - top })
  )
}

/** A square with clipped corners and a worn edge. */
function drawFrame(draw: Choices): string {
  const inset = 6
  const far = SIDE - inset
  const corners: readonly Point[] = [
    [inset, inset],
    [far, inset],
    [far, far],
    [inset, far],
  ]
  const clips = corners.map(() => draw.pick(9) + 5)
  const points: Point[] = []
  for (const [side, start] of corners.entries()) {
    const end = corners[(side + 1) % 4]!
    const step: Point = [Math.sign(end[0] - start[0]), Math.sign(end[1] - start[1])]
    const length = far - inset - clips[side]! - clips[(side + 1) % 4]!
    for (let part = 0; part <= 8; part++) {
      const along = clips[side]! + (length * part) / 8
      const worn = part === 0 || part === 8 ? 0 : Math.abs(draw.spread(2.2))
      points.push([start[0] + step[0] * along - step[1] * worn, start[1] + step[1] * along + step[0] * worn])
    }
  }
  return pathOf(points, true)
}

function drawChips(draw: Choices): string {
  return Array.from({ length: 3 }, () => {
    const x = (draw.byte() / 255) * SIDE
    const depth = draw.pick(10)
    const y = draw.pick(2) === 0 ? depth : SIDE - depth
    const radius = 2 + (draw.byte() / 255) * 5
    return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${radius.toFixed(1)}" fill="#000"/>`
  }).join('')
}

function grain(id: string, seed: number): string {
  return (
    `<filter id="${id}-grain" x="-5%" y="-5%" width="110%" height="110%">` +
    `<feTurbulence type="fractalNoise" baseFrequency=".045" numOctaves="3" seed="${seed}" result="wave"/>` +
    '<feDisplacementMap in="SourceGraphic" in2="wave" scale="3.2" result="inked"/>' +
    `<feTurbulence type="fractalNoise" baseFrequency=".32" numOctaves="2" seed="${seed + 7}"/>` +
    '<feColorMatrix values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -9 7.1" result="paper"/>' +
    '<feComposite in="inked" in2="paper" operator="in" result="print"/><feGaussianBlur in="print" stdDeviation=".35"/></filter>'
  )
}

/**
 * A hanko of 2 × 2 glyphs (read right to left) drawn from a hex digest alone: the same digest gives the same mark, byte
 * for byte. It helps people to recognise a credential and proves nothing. Below 64 px the grain is left out.
 */
export function sealSvg(digest: string, size: number, colour = 'var(--shu-seal)'): string {
  const draw = choices(digest)
  const margin = 31
  const gap = 20
  const cell = (SIDE - 2 * margin - gap) / 2
  const glyphs = [1, 0]
    .flatMap((column) => [0, 1].map((row) => ({ column, row })))
    .map(({ column, row }) =>
      drawGlyph(draw, {
        x: margin + column * (cell + gap),
        y: margin + row * (cell + gap),
        width: cell,
        height: cell,
      }),
    )
    .join('')
  const frame = drawFrame(draw)
  const seed = draw.byte() * 256 + draw.byte()
  const chips = drawChips(draw)
  const id = `seal-${digest.slice(0, 12)}-${size}`
  const hasGrain = size >= 64
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${SIDE} ${SIDE}" aria-hidden="true"><defs>` +
    (hasGrain ? grain(id, seed) : '') +
    `<mask id="${id}-mask" maskUnits="userSpaceOnUse" x="0" y="0" width="${SIDE}" height="${SIDE}">` +
    `<rect width="${SIDE}" height="${SIDE}" fill="#000"/>` +
    `<path d="${frame}" fill="none" stroke="#fff" stroke-width="11" stroke-linejoin="round"/>` +
    `<path d="${glyphs}" fill="none" stroke="#fff" stroke-width="8.2" stroke-linejoin="round" stroke-linecap="round"/>` +
    `${chips}</mask></defs><g${hasGrain ? ` filter="url(#${id}-grain)"` : ''}>` +
    `<rect width="${SIDE}" height="${SIDE}" fill="${colour}" mask="url(#${id}-mask)"/></g></svg>`
  )
}
