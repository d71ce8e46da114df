import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive, startOf } from '../sandbox/processes.ts'

const State = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), pid: z.number(), start: z.number() }),
  z.object({
    state: z.literal('building'),
    pid: z.number(),
    start: z.number(),
    step: z.string(),
    done: z.number(),
    total: z.number(),
  }),
  /** It could not be built; this machine's own programs stand in for it. */
  z.object({ state: z.literal('host') }),
])
export type ImageState = z.infer<typeof State>
type Telling =
  | { state: 'waiting' }
  | { state: 'building'; step: string; done: number; total: number }
  | { state: 'host' }

const fileOf = (imagesDir: string, name: string) => join(imagesDir, `${name}.state.json`)

/** Tells the runner how far this process is with an image. */
export function tellImageState(imagesDir: string, name: string, telling: Telling): void {
  const file = fileOf(imagesDir, name)
  const builder = { pid: process.pid, start: startOf(process.pid) }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify({ ...builder, ...telling }))
  renameSync(`${file}.${process.pid}`, file)
}

/** What the process that builds an image said last; null when none does, or it ended before it had finished. */
export function readImageState(imagesDir: string, name: string): ImageState | null {
  const file = fileOf(imagesDir, name)
  if (!existsSync(file)) return null
  const { data } = State.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!data || data.state === 'host') return data ?? null
  return isAlive(data.pid, data.start) ? data : null
}
