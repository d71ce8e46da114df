import type { z } from 'zod'
import { EnvSchema } from './env.ts'

/** Drawn or computed at every start; whatever the shell holds for them is not passed on. */
const SET_BY_START = new Set(['TERAKOYA_MODE', 'NEXTAUTH_SECRET', 'RUNNER_SOCKET'])

const HEAD = `# Configuration

Generated from \`server/platform/env.ts\` by \`node docs/generate-configuration.ts\`; a test holds the two together.

Everything is an environment variable, read once when a process starts. None is needed to try Terakoya out (\`npm start\`). What
production mode (\`npm run serve\`) needs is in [the operator's guide](guides/operator.md).

## Yours to set

`

const SET_BY_US = `
## Set by the start command

The three processes get these from the command that starts them; setting them yourself has no effect.

`

function defaultOf(schema: z.ZodType): string {
  const empty = schema.safeParse(undefined)
  if (!empty.success) return 'chosen at start'
  return empty.data === undefined
    ? 'none'
    : `\`${typeof empty.data === 'string' ? empty.data : JSON.stringify(empty.data)}\``
}

function table(names: readonly string[]): string {
  const shape: Record<string, z.ZodType> = EnvSchema.shape
  const rows = names.map((name) => `| \`${name}\` | ${defaultOf(shape[name]!)} | ${shape[name]!.description ?? ''} |`)
  return ['| name | default | meaning |', '| --- | --- | --- |', ...rows, ''].join('\n')
}

/** The page that describes every variable, as it is committed. */
export function configurationPage(): string {
  const names = Object.keys(EnvSchema.shape)
  const ours = names.filter((name) => SET_BY_START.has(name))
  const theirs = names.filter((name) => !SET_BY_START.has(name))
  return HEAD + table(theirs) + SET_BY_US + table(ours)
}
