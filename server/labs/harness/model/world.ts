import type { Json } from '../protocol.ts'
import type { ToolSpec } from './messages.ts'

/** What a tool refuses: the program that called it is told, and the model through it. */
export class ToolError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface WorldTool {
  description: string
  /** JSON schema, for the model. The tool checks its arguments itself: a world trusts nobody. */
  parameters: Json
  /** Whether using it changes the world; such a use is in the ledger. @throws ToolError */
  isEffect: boolean
  use: (args: Json) => Json
}

export type WorldTools = Readonly<Record<string, WorldTool>>

/** A change of the world. What graders read. */
export interface Effect {
  seq: number
  tool: string
  args: Json
  result: Json
}

/** Something that goes wrong in the world, at the nth use (from 0) of any tool, or of the one named. */
export interface WorldFault {
  at: number
  tool?: string
  /**
   * `lost`: done, but the answer never comes; `unavailable`: not done, 503; `hang`: neither done nor answered;
   * `kill-before`, `kill-after`: the run that asked is ended with SIGKILL, not done or done, and not answered. The
   * workspace stays for the next run of the check.
   */
  kind: 'lost' | 'unavailable' | 'hang' | 'kill-before' | 'kill-after'
}

export function toolSpecs(tools: WorldTools): ToolSpec[] {
  return Object.entries(tools).map(([name, { description, parameters }]) => ({ name, description, parameters }))
}

/** Tools with their ledger: every change, in its order, and how often each was used. */
export class World {
  readonly effects: Effect[] = []
  readonly uses: Record<string, number> = {}
  readonly #tools: WorldTools
  readonly #faults: readonly WorldFault[]
  #total = 0

  constructor(tools: WorldTools, faults: readonly WorldFault[] = []) {
    this.#tools = tools
    this.#faults = faults
  }

  specs(): ToolSpec[] {
    return toolSpecs(this.#tools)
  }

  /** @throws ToolError */
  use(name: string, args: Json): { result: Json; fault: WorldFault['kind'] | null } {
    const tool = Object.hasOwn(this.#tools, name) ? this.#tools[name]! : null
    if (!tool) throw new ToolError('unknown_tool', `There is no tool "${name.slice(0, 100)}".`)
    const [total, ofTool] = [this.#total++, this.uses[name] ?? 0]
    this.uses[name] = ofTool + 1
    const fault =
      this.#faults.find((entry) =>
        entry.tool === undefined ? entry.at === total : entry.tool === name && entry.at === ofTool,
      )?.kind ?? null
    if (fault === 'unavailable') throw new ToolError('unavailable', 'The service did not answer. Nothing was done.')
    if (fault === 'hang' || fault === 'kill-before') return { result: null, fault }
    const result = tool.use(args)
    if (tool.isEffect) this.effects.push({ seq: this.effects.length, tool: name, args, result })
    return { result, fault }
  }
}
