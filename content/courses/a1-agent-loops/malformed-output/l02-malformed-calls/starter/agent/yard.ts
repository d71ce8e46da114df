import { readFileSync } from 'node:fs'
import { post } from './model.ts'
import type { Tool, Yard } from './types.ts'

/** The container yard. What its tools do happens outside your sandbox, and it does what it is told. */
export const yard: Yard = {
  tools: JSON.parse(readFileSync('tools.json', 'utf8')) as Tool[],
  async use(name, args) {
    const { status, body } = await post(`/world/tools/${encodeURIComponent(name)}`, args)
    if (status !== 200) throw new Error(body.error.message)
    return body.result
  },
}
