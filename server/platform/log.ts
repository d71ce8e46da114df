type Fields = Record<string, string | number | boolean | null | undefined>

/** One canonical line per request or job. Ids only: never names, addresses, file contents or tokens. */
export function log(event: string, fields: Fields = {}): void {
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`)
}

/** A fault of ours, with its stack but never its data. */
export function logFault(event: string, error: unknown, fields: Fields = {}): void {
  const { message, stack, name } = error instanceof Error ? error : new Error(String(error))
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, name, message, stack, ...fields })}\n`)
}
