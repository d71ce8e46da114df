import { parse } from 'yaml'
import { z } from 'zod'

const node = z.object({
  id: z.string(),
  column: z.int().min(1).max(4),
  row: z.int().min(1).max(8),
  label: z.string(),
  sub: z.string().optional(),
  tone: z.enum(['source', 'inside', 'outside', 'plain']).default('plain'),
})

const diagram = z.object({
  text: z.string(),
  boundary: z.object({ after: z.int(), left: z.string(), right: z.string() }).optional(),
  nodes: z.array(node).min(1),
  edges: z.array(z.object({ from: z.string(), to: z.string(), label: z.string().optional() })).default([]),
})

export type Diagram = z.output<typeof diagram>
export type DiagramNode = Diagram['nodes'][number]

/** Reads a diagram's source; null when it cannot be drawn, and its words are shown instead. */
export function readDiagram(source: string): Diagram | null {
  try {
    const result = diagram.safeParse(parse(source))
    return result.success ? result.data : null
  } catch {
    return null
  }
}

export interface PlacedNode extends DiagramNode {
  x: number
  y: number
  width: number
  height: number
  lines: string[]
  subLines: string[]
}

export interface PlacedEdge {
  path: string
  arrow: string
  tone: DiagramNode['tone']
  label?: { text: string; x: number; y: number; anchor: 'start' | 'middle' }
}

export interface Drawing {
  width: number
  height: number
  nodes: PlacedNode[]
  edges: PlacedEdge[]
  boundary: {
    x1: number
    y1: number
    x2: number
    y2: number
    labels: { text: string; x: number; y: number; anchor: 'start' | 'end' }[]
  } | null
}

const PADDING = 12
/** Of a line over a node in a narrow drawing. */
const LABEL_HEIGHT = 20
const isWide = (character: string) => /[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]/.test(character)
const WIDTHS: readonly [RegExp, number][] = [
  [/[iljtfrI.,:;'’|!()\s]/, 4.2],
  [/[mwMW@%]/, 11],
  [/[A-Z]/, 8.4],
]
/** Roughly how wide a text is at 14 px; wrapping a little early does no harm. */
const advance = (text: string) =>
  [...text].reduce((sum, character) => {
    if (isWide(character)) return sum + 14
    return sum + (WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? 7.2)
  }, 0)

const japanese = new Intl.Segmenter('ja', { granularity: 'word' })
/**
 * Two neighbours that stay on a line: the ending or particle after a word, a number and what it counts, katakana and
 * kanji among themselves, which the segmenter takes apart in names it does not know, and punctuation.
 */
const JOINED = /^(?:[^、。・][ぁ-ん]|[ァ-ヺー]{2}|\p{Script=Han}{2}|\d[\u3040-\u9fff]|.[、。・ー…」』)]|[「『(].)$/u
const PARTICLE = /^[がのをにへとではも]$/

/** What of a text stays together: words with spaces between them, in Japanese a word with its particles. */
function phrases(text: string): string[] {
  const runs = text.match(
    /[\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]+|[^\s\u3000-\u9fff\uf900-\ufaff\uff00-\uff60]+\s*/g,
  ) ?? [text]
  const words = runs.flatMap((run) => (isWide(run) ? [...japanese.segment(run)].map(({ segment }) => segment) : [run]))
  return words.reduce<string[]>((found, word, index) => {
    const before = words[index - 1] ?? ''
    const isNewWord = PARTICLE.test(before) && word.length > 1
    if (before !== '' && !isNewWord && JOINED.test(before.at(-1)! + word[0])) found.push(found.pop() + word)
    else found.push(word)
    return found
  }, [])
}

/** Breaks a label between phrases, and within one only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const phrase of phrases(text)) {
    const parts = isWide(phrase) && advance(phrase) > width ? [...phrase] : [phrase]
    for (const part of parts) {
      const last = lines.at(-1)
      if (last !== undefined && advance((last + part).trimEnd()) <= width) lines[lines.length - 1] = last + part
      else lines.push(part)
    }
  }
  return lines.map((line) => line.trim())
}

function sized(node: DiagramNode, width: number) {
  const lines = wrap(node.label, width - 2 * PADDING)
  const subLines = node.sub ? wrap(node.sub, width - 2 * PADDING) : []
  return { lines, subLines, height: 16 + 18 * (lines.length + subLines.length) }
}

const arrowAt = (x: number, y: number) => `M${x - 7} ${y - 5}L${x} ${y}L${x - 7} ${y + 5}`

/** On a grid of columns and rows, with curved arrows: for screens that have the width. */
export function drawWide({ nodes, edges, boundary }: Diagram): Drawing {
  const width = 560
  const columns = Math.max(...nodes.map((node) => node.column))
  const gutter = columns > 3 ? 24 : 40
  const nodeWidth = (width - gutter * (columns - 1)) / columns
  const top = boundary ? 32 : 1
  const boxes = nodes.map((node) => ({ ...node, ...sized(node, nodeWidth) }))
  const rows = Math.max(...nodes.map((node) => node.row))
  const rowHeights = Array.from({ length: rows }, (_, row) =>
    Math.max(0, ...boxes.filter((box) => box.row === row + 1).map((box) => box.height)),
  )
  const rowTops = rowHeights.map(
    (_, row) => top + rowHeights.slice(0, row).reduce((sum, height) => sum + (height > 0 ? height + 12 : 0), 0),
  )
  const placed: PlacedNode[] = boxes.map((box) => ({
    ...box,
    x: (box.column - 1) * (nodeWidth + gutter),
    y: rowTops[box.row - 1]! + (rowHeights[box.row - 1]! - box.height) / 2,
    width: nodeWidth,
  }))
  const byId = new Map(placed.map((node) => [node.id, node]))
  const height = Math.max(...placed.map((node) => node.y + node.height)) + 1
  const boundaryX = boundary && boundary.after * (nodeWidth + gutter) - gutter / 2
  return {
    width,
    height,
    nodes: placed,
    edges: edges.flatMap(({ from, to, label }) => {
      const [a, b] = [byId.get(from), byId.get(to)]
      return a && b ? [wideEdge(a, b, label)] : []
    }),
    boundary:
      boundary && boundaryX
        ? {
            ...{ x1: boundaryX, y1: 0, x2: boundaryX, y2: height },
            labels: [
              { text: boundary.left, x: boundaryX - 12, y: 14, anchor: 'end' },
              { text: boundary.right, x: boundaryX + 12, y: 14, anchor: 'start' },
            ],
          }
        : null,
  }
}

/** An arrow has the colour of where it leads. */
function toneOf(from: DiagramNode, to: DiagramNode): DiagramNode['tone'] {
  if (to.tone !== 'plain') return to.tone
  return from.tone === 'source' ? 'plain' : from.tone
}

function wideEdge(a: PlacedNode, b: PlacedNode, label: string | undefined): PlacedEdge {
  const tone = toneOf(a, b)
  const [ay, by] = [a.y + a.height / 2, b.y + b.height / 2]
  if (a.column === b.column) {
    const isDown = b.y > a.y
    const x = a.x + a.width / 2
    const [y1, y2] = isDown ? [a.y + a.height, b.y - 2] : [a.y, b.y + b.height + 2]
    const tip = isDown ? -7 : 7
    return {
      path: `M${x} ${y1}V${y2}`,
      arrow: `M${x - 5} ${y2 + tip}L${x} ${y2}L${x + 5} ${y2 + tip}`,
      tone,
      label: label ? { text: label, x, y: (y1 + y2) / 2 + 5, anchor: 'middle' } : undefined,
    }
  }
  const isForward = b.column > a.column
  const x1 = isForward ? a.x + a.width : a.x
  const x2 = isForward ? b.x - 3 : b.x + b.width + 3
  const middle = (x1 + x2) / 2
  return {
    path: `M${x1} ${ay}C${middle} ${ay} ${middle} ${by} ${x2} ${by}`,
    arrow: isForward ? arrowAt(x2, by) : `M${x2 + 7} ${by - 5}L${x2} ${by}L${x2 + 7} ${by + 5}`,
    tone,
    label: label ? { text: label, x: middle, y: (ay + by) / 2 - 6, anchor: 'middle' } : undefined,
  }
}

/** What stands over a node in a narrow drawing: the label of each edge that leads to it, and of several whence each comes. */
function labelsInto(node: DiagramNode, { nodes, edges }: Diagram): { from: string; text: string }[] {
  const into = edges.filter(({ to, label }) => to === node.id && label)
  const nameOf = (id: string) => nodes.find((other) => other.id === id)?.label ?? ''
  return into.map(({ from, label }) => ({ from, text: into.length > 1 ? `${nameOf(from)}: ${label}` : label! }))
}

/** The same nodes beneath each other in the order written, arrows in lanes at the left: for a phone. */
export function drawNarrow(diagram: Diagram): Drawing {
  const { nodes, edges, boundary } = diagram
  const width = 342
  const sources = [...new Set(edges.map((edge) => edge.from))]
  const left = 14 + 12 * Math.max(1, sources.length)
  const nodeWidth = Math.min(width - left - 1, 260)
  const splits = boundary ? nodes.findIndex((node) => node.column > boundary.after) : -1
  const isSplit = splits > 0 && nodes.slice(splits).every((node) => node.column > boundary!.after)
  const placed: PlacedNode[] = []
  const labels = new Map<string, PlacedEdge['label']>()
  let y = 1
  let line = 0
  for (const [index, node] of nodes.entries()) {
    if (isSplit && index === splits) {
      line = y + 18
      y += 48
    }
    for (const { from, text } of labelsInto(node, diagram)) {
      labels.set(`${from}>${node.id}`, { text, x: left, y: y + 13, anchor: 'start' })
      y += LABEL_HEIGHT
    }
    const size = sized(node, nodeWidth)
    placed.push({ ...node, ...size, x: left, y, width: nodeWidth })
    y += size.height + 12
  }
  const byId = new Map(placed.map((node) => [node.id, node]))
  return {
    width,
    height: y - 11,
    nodes: placed,
    // The farthest first: nearer arrows lie over the part of the lane that they share.
    edges: edges
      .flatMap(({ from, to }) => {
        const [a, b] = [byId.get(from), byId.get(to)]
        if (!a || !b) return []
        const lane = 6 + 12 * sources.indexOf(from)
        const [ay, by] = [a.y + a.height / 2, b.y + b.height / 2]
        const tone = toneOf(a, b)
        return [
          {
            reach: Math.abs(by - ay),
            path: `M${a.x} ${ay}H${lane}V${by}H${b.x - 3}`,
            arrow: arrowAt(b.x - 3, by),
            tone,
            label: labels.get(`${from}>${to}`),
          },
        ]
      })
      .toSorted((one, other) => other.reach - one.reach),
    boundary: isSplit
      ? {
          ...{ x1: 0, y1: line, x2: width, y2: line },
          labels: [
            { text: boundary!.left, x: width, y: line - 6, anchor: 'end' },
            { text: boundary!.right, x: width, y: line + 16, anchor: 'end' },
          ],
        }
      : null,
  }
}
