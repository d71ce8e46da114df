import { invalid } from './messages.ts'

export type Fields = Record<string, unknown>

/** @throws ModelRefusal invalid_request, naming the place */
export function object(value: unknown, where: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(`${where}: expected an object`)
  return value as Fields
}

export function list(value: unknown, where: string): unknown[] {
  if (!Array.isArray(value)) throw invalid(`${where}: expected a list`)
  return value
}

export function string(value: unknown, where: string): string {
  if (typeof value !== 'string') throw invalid(`${where}: expected a string`)
  return value
}

export function optionalCount(value: unknown, where: string): number | null {
  if (value === undefined || value === null) return null
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(`${where}: expected a whole number above 0`)
  return value as number
}

/** Text that comes as a string or as a list of text parts. */
export function text(value: unknown, where: string): string {
  if (typeof value === 'string') return value
  return list(value, where)
    .map((part, index) => {
      const place = `${where}[${index}]`
      const fields = object(part, place)
      if (fields.type !== 'text') throw invalid(`${place}.type: this model reads text only`)
      return string(fields.text, `${place}.text`)
    })
    .join('')
}
