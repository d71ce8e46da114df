import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContentProblem } from './problem.ts'

const maxFileBytes = 1024 * 1024

/** Reads every regular file below a folder, keyed by its path inside it with "/", sorted. Links are not followed. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array> | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null)
  if (!entries) return null
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
  const files = new Map<string, Uint8Array>()
  for (const path of paths) {
    // What cannot be read is missing, and is reported as such by whoever looks for it.
    const bytes = await readFile(join(folder, path)).catch(() => null)
    if (bytes) files.set(path, bytes)
  }
  return files
}

/** Text of an authored file, or the reason why it is none. */
export function decodeText(bytes: Uint8Array, file: string): { text: string } | { problems: ContentProblem[] } {
  const refuse = (line: number, expected: string, found: string) => ({ problems: [{ file, line, expected, found }] })
  if (bytes.length > maxFileBytes) return refuse(1, `a file of at most ${maxFileBytes} bytes`, `${bytes.length} bytes`)
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse(1, 'text in UTF-8', 'other bytes')
  }
  if (text.startsWith('\uFEFF')) return refuse(1, 'UTF-8 without a byte order mark', 'a byte order mark')
  const carriageReturn = text.indexOf('\r')
  if (carriageReturn >= 0) {
    return refuse(text.slice(0, carriageReturn).split('\n').length, 'lines that end in LF', 'CR or CRLF')
  }
  return { text }
}
