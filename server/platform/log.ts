type Fields = Record<string, string | number | boolean | null | undefined>

let lines = ''

function flush(): void {
  process.stdout.write(lines)
  lines = ''
}
process.on('exit', flush)

/**
 * One canonical line per request or job. Ids only: never names, addresses, file contents or tokens.
 * Lines of one turn of the event loop are written together: a page asks several questions, and each write is a system call.
 */
export function log(event: string, fields: Fields = {}): void {
  if (!lines) setImmediate(flush)
  lines += `${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`
}

/** A fault of ours, with its stack but never its data. */
export function logFault(event: string, error: unknown, fields: Fields = {}): void {
  const { message, stack, name } = error instanceof Error ? error : new Error(String(error))
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, name, message, stack, ...fields })}\n`)
}
