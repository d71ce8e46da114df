import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { WORKSPACE } from '../sandbox/launcher.ts'
import { afterPatience } from '../sandbox/load.ts'
import type { Image, SandboxDriver, SandboxLimits, SandboxProcess } from '../sandbox/types.ts'
import type { FileMap } from '../sandbox/workspace.ts'

const STRIPPER = readFileSync(new URL('./strip-types.mjs', import.meta.url), 'utf8')
const HOOK = readFileSync(new URL('./use-stripped-types.cjs', import.meta.url))
const STRIPPER_AT = '/run/stripper'
/** Where runs find the folder that `filesFor` gives. */
export const STRIPPED_AT = '/run/types'
export const STRIPPED_ENV: Readonly<Record<string, string>> = {
  NODE_OPTIONS: `--require=${STRIPPED_AT}/use-stripped-types.cjs`,
}

const LIMITS: SandboxLimits = { memoryMb: 256, processes: 32, cpus: 1, outputKb: 0, diskMb: 8 }
const REPLY_MS = 3_000
const MAX_BYTES = 512 * 1024
const MAX_REPLY_BYTES = 8 * MAX_BYTES

const Stripped = z.object({ code: z.string(), isModule: z.boolean() })
const Reply = z.array(Stripped.nullable())
type Stripped = z.infer<typeof Stripped>

/**
 * Takes the types out of a submission's TypeScript once, where Node would do it again in every run of a grade: that is
 * half of what a short run costs. What cannot be stripped here, or not in time, Node strips as ever. Keyed by content:
 * a file that a check or the learner's own program changed is never taken for the one that it was.
 */
export class TypeStripper {
  readonly #process: SandboxProcess
  readonly #known = new Map<string, Promise<Stripped | null>>()
  readonly #waiting: ((reply: (Stripped | null)[]) => void)[] = []
  #reply: Buffer[] = []
  #replyBytes = 0
  #isEnded = false

  constructor(spec: { driver: SandboxDriver; image: Image; uid: number; signal?: AbortSignal }) {
    const hostPath = spec.driver.publish({ 'strip-types.mjs': STRIPPER })
    this.#process = spec.driver.run({
      image: spec.image,
      workspaceDir: null,
      uid: spec.uid,
      argv: ['/opt/node/bin/node', '--disable-warning=ExperimentalWarning', `${STRIPPER_AT}/strip-types.mjs`],
      stdin: 'open',
      limits: LIMITS,
      extraReadOnly: [{ hostPath, at: STRIPPER_AT }],
      keepOutput: false,
      signal: spec.signal,
      onOutput: (stream, chunk) => {
        if (stream === 'stdout') this.#take(chunk)
      },
    })
    const end = () => this.#end()
    this.#process.outcome.then(end, end)
  }

  /** What `STRIPPED_AT` holds for a workspace with these files; null when there is nothing to gain. */
  async filesFor(files: FileMap): Promise<FileMap | null> {
    const sources = sourcesOf(files)
    const codes = await this.#strip(sources.map(({ source }) => source))
    const entries = sources.flatMap(({ path, source }, index) => {
      const stripped = codes[index]
      return stripped ? [[pathToFileURL(`${WORKSPACE}/${path}`).href, { source, ...stripped }]] : []
    })
    if (entries.length === 0) return null
    return new Map([
      ['use-stripped-types.cjs', HOOK],
      ['stripped.json', Buffer.from(JSON.stringify(entries))],
    ])
  }

  async close(): Promise<void> {
    this.#process.kill()
    await this.#process.outcome.catch(() => {})
  }

  #strip(sources: readonly string[]): Promise<(Stripped | null)[]> {
    const unknown = [...new Set(sources)].filter((source) => !this.#known.has(source))
    if (unknown.length > 0) {
      const reply = this.#ask(unknown)
      for (const [index, source] of unknown.entries()) {
        this.#known.set(
          source,
          reply.then((codes) => codes[index] ?? null),
        )
      }
    }
    return Promise.all(sources.map(async (source) => (await this.#known.get(source)) ?? null))
  }

  #ask(sources: readonly string[]): Promise<(Stripped | null)[]> {
    if (this.#isEnded) return Promise.resolve([])
    const cancel = afterPatience(REPLY_MS, () => this.#process.kill())
    const reply = new Promise<(Stripped | null)[]>((resolve) => this.#waiting.push(resolve))
    this.#process.write(`${JSON.stringify(sources)}\n`)
    return reply.finally(cancel)
  }

  #take(chunk: Buffer): void {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = Buffer.concat([...this.#reply, rest.subarray(0, end)]).toString()
      this.#reply = []
      this.#replyBytes = 0
      this.#waiting.shift()?.(read(line))
      rest = rest.subarray(end + 1)
    }
    this.#reply.push(rest)
    this.#replyBytes += rest.length
    if (this.#replyBytes > MAX_REPLY_BYTES) this.#process.kill()
  }

  #end(): void {
    this.#isEnded = true
    for (const resolve of this.#waiting.splice(0)) resolve([])
  }
}

/** A broken reply gives nothing: the stripper reads what learners wrote, so it is not believed either. */
function read(line: string): (Stripped | null)[] {
  const reply = Reply.safeParse(parseOptional(line))
  return reply.success ? reply.data : []
}

function parseOptional(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** Node refuses to strip types below node_modules, and so do we. */
function sourcesOf(files: FileMap): { path: string; source: string }[] {
  const typed = [...files].filter(([path]) => /\.m?ts$/.test(path) && !path.split('/').includes('node_modules'))
  const bytes = typed.reduce((sum, [, { length }]) => sum + length, 0)
  if (bytes > MAX_BYTES) return []
  return typed.map(([path, text]) => ({ path, source: Buffer.from(text).toString('utf8') }))
}
