import { type Diagram, type Drawing, drawNarrow, drawWide, type PlacedNode } from './diagram.ts'

const STROKES = {
  source: 'var(--chart-1)',
  inside: 'var(--chart-1)',
  outside: 'var(--chart-2)',
  plain: 'var(--chart-5)',
} as const

function NodeView({ node }: { node: PlacedNode }) {
  const isFilled = node.tone === 'source'
  const words = isFilled ? { fill: 'var(--on-ai)' } : undefined
  return (
    <g>
      <rect
        x={node.x + 0.75}
        y={node.y + 0.75}
        width={node.width - 1.5}
        height={node.height - 1.5}
        fill={isFilled ? 'var(--chart-1)' : 'var(--paper)'}
        stroke={STROKES[node.tone]}
        strokeWidth={1.5}
      />
      {node.lines.map((line, index) => (
        <text key={line} className="hd" style={words} x={node.x + 12} y={node.y + 22 + 18 * index}>
          {line}
        </text>
      ))}
      {node.subLines.map((line, index) => (
        <text
          key={line}
          className="lo"
          style={words}
          x={node.x + 12}
          y={node.y + 22 + 18 * (node.lines.length + index)}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

function DrawingView({ drawing, className }: { drawing: Drawing; className: string }) {
  const { width, height, boundary } = drawing
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className={`chart h-auto w-full ${className}`} aria-hidden="true">
      {boundary && (
        <g>
          <path
            d={`M${boundary.x1} ${boundary.y1}L${boundary.x2} ${boundary.y2}`}
            stroke="var(--ink)"
            strokeWidth={2}
            strokeDasharray="1 6"
            strokeLinecap="round"
          />
          {boundary.labels.map((label) => (
            <text key={label.text} x={label.x} y={label.y} textAnchor={label.anchor}>
              {label.text}
            </text>
          ))}
        </g>
      )}
      {drawing.edges.map((edge) => (
        <path key={edge.path} d={edge.path + edge.arrow} fill="none" stroke={STROKES[edge.tone]} strokeWidth={1.75} />
      ))}
      {drawing.nodes.map((node) => (
        <NodeView key={node.id} node={node} />
      ))}
      {drawing.edges.map(
        (edge) =>
          edge.label && (
            <text key={edge.path} className="halo" x={edge.label.x} y={edge.label.y} textAnchor={edge.label.anchor}>
              {edge.label.text}
            </text>
          ),
      )}
    </svg>
  )
}

/** A wide and a narrow drawing of the same source; its words stand for both. */
export function DiagramView({ diagram }: { diagram: Diagram }) {
  return (
    <div role="img" aria-label={diagram.text}>
      <DrawingView drawing={drawWide(diagram)} className="max-md:hidden" />
      <DrawingView drawing={drawNarrow(diagram)} className="max-w-[420px] md:hidden" />
    </div>
  )
}
