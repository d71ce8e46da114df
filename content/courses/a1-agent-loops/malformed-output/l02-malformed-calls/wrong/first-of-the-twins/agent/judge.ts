import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Judged, Tool, ToolCall } from './types.ts'

/** Judges the calls of one answer. `usedIds`: the ids of all earlier answers. Changes nothing. */
export type Judge = (calls: readonly ToolCall[], usedIds: ReadonlySet<string>) => Judged[]

export function createJudge(tools: readonly Tool[]): Judge {
  const ajv = new Ajv({ allErrors: true })
  const known = new Map(tools.map((tool) => [tool.name, { tool, fits: ajv.compile(tool.parameters) }]))

  const judgeOne = (call: ToolCall): Judged => {
    const { name, arguments: written } = call.function
    const refuse = (reason: string): Judged => ({ call, isValid: false, reason })
    const found = known.get(name)
    if (!found) return refuse(`there is no tool "${name}". There are: ${[...known.keys()].join(', ')}.`)
    const args = readJson(written)
    if (args === undefined) return refuse('the arguments are not JSON. Write the whole object again.')
    const key = repeatedKey(written)
    if (key !== null) return refuse(`the key "${key}" is written twice. Write it once.`)
    if (!found.fits(args)) return refuse(faultsOf(found.fits))
    return { call, isValid: true, args: args as Record<string, unknown> }
  }

  /** What a valid call changes; null: nothing. */
  const changedBy = (entry: Judged): unknown => {
    const field = known.get(entry.call.function.name)?.tool.changes ?? null
    return entry.isValid && field !== null ? entry.args[field] : null
  }

  return (calls, usedIds) => {
    const judged = calls.map((call): Judged => {
      const isUsed = usedIds.has(call.id) || calls.findIndex(({ id }) => id === call.id) !== calls.indexOf(call)
      if (!isUsed) return judgeOne(call)
      return { call, isValid: false, reason: `the id "${call.id}" is used more than once. Nothing was done under it.` }
    })
    return judged.map((entry): Judged => {
      const changed = changedBy(entry)
      const isAlone = !judged.some((other) => other !== entry && changedBy(other) === changed)
      if (changed === null || isAlone) return entry
      const reason = `several calls change ${String(changed)}. None of them was carried out. Ask for the one you want.`
      return { call: entry.call, isValid: false, reason }
    })
  }
}

/** undefined: not JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The first key that an object of this JSON repeats. */
function repeatedKey(json: string): string | null {
  const open: Set<string>[] = []
  let previous = ''
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]/g)) {
    if (token === '{' || token === '[') open.push(new Set())
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const key = JSON.parse(previous) as string
      if (open.at(-1)?.has(key)) return key
      open.at(-1)?.add(key)
    }
    previous = token
  }
  return null
}

function faultsOf({ errors }: ValidateFunction): string {
  return (errors ?? []).map(faultOf).join(' ')
}

function faultOf({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.slice(1).replaceAll('/', '.') || 'the arguments'
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: string[] }
  const detail = additionalProperty ?? allowedValues?.join(', ')
  return `${place}: ${message}${detail === undefined ? '' : ` (${detail})`}.`
}
