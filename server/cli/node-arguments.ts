import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** How Node runs a script of this checkout: the database library as CommonJS (see docs/performance.md, memory). */
export function nodeArguments(checkout: string, script: string, flags: readonly string[] = []): string[] {
  const hook = pathToFileURL(join(checkout, 'server', 'platform', 'db', 'drizzle-as-commonjs.mjs')).href
  return ['--import', hook, ...flags, join(checkout, 'server', script)]
}
