import type { Judged, Tool, ToolCall } from './types.ts'

/** Judges the calls of one answer. `usedIds`: the ids of all earlier answers. Changes nothing. */
export type Judge = (calls: readonly ToolCall[], usedIds: ReadonlySet<string>) => Judged[]

export function createJudge(tools: readonly Tool[]): Judge {
  // Compile the schemas of `tools` here, once: import { Ajv } from 'ajv'
  return (calls, usedIds) =>
    calls.map((call) => {
      // This believes everything.
      return { call, isValid: true, args: JSON.parse(call.function.arguments) as Record<string, unknown> }
    })
}
