import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens')

/**
 * A diagram as source: nodes on a grid, arrows between them, at most one boundary between two columns.
 * `text` says in sentences what the drawing shows; it is the drawing for those who do not see it.
 */
export const diagram = z
  .strictObject({
    text: z.string().trim().min(40),
    boundary: z.strictObject({ after: z.int().min(1), left: z.string(), right: z.string() }).optional(),
    nodes: z
      .array(
        z.strictObject({
          id,
          column: z.int().min(1).max(4),
          row: z.int().min(1).max(8),
          label: z.string().trim().min(1).max(28),
          sub: z.string().trim().min(1).max(40).optional(),
          tone: z.enum(['source', 'inside', 'outside', 'plain']).default('plain'),
        }),
      )
      .min(2),
    edges: z
      .array(z.strictObject({ from: id, to: id, label: z.string().trim().min(1).max(24).optional() }))
      .default([]),
  })
  .superRefine(({ nodes, edges }, ctx) => {
    const seen = new Set<string>()
    const cells = new Set<string>()
    for (const [index, { id, column, row }] of nodes.entries()) {
      if (seen.has(id))
        ctx.addIssue({
          code: 'custom',
          path: ['nodes', index, 'id'],
          message: `expected an id used once, found "${id}"`,
        })
      const cell = `${column}/${row}`
      if (cells.has(cell))
        ctx.addIssue({
          code: 'custom',
          path: ['nodes', index],
          message: `expected a free cell, found column ${column}, row ${row} taken`,
        })
      seen.add(id)
      cells.add(cell)
    }
    for (const [index, { from, to }] of edges.entries()) {
      for (const [end, node] of [
        ['from', from],
        ['to', to],
      ] as const) {
        if (!seen.has(node))
          ctx.addIssue({
            code: 'custom',
            path: ['edges', index, end],
            message: `expected the id of a node, found "${node}"`,
          })
      }
    }
  })

export type Diagram = z.infer<typeof diagram>
