import { parse } from 'yaml'
import { z } from 'zod'

const header = z.object({
  title: z.string(),
  minutes: z.number(),
  summary: z.string().optional(),
  outcome: z.string().optional(),
  sources: z
    .array(
      z.object({
        title: z.string(),
        note: z.string().optional(),
        url: z.string().optional(),
        checked: z.coerce.string().optional(),
      }),
    )
    .default([]),
})

export type LessonHeader = z.output<typeof header>

/** Splits a lesson's header from its body. @throws ZodError; published lessons have been checked */
export function readFrontMatter(source: string): { header: LessonHeader; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(source)
  return { header: header.parse(parse(match?.[1] ?? '')), body: match ? source.slice(match[0].length) : source }
}
