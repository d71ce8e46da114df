import { execFileSync } from 'node:child_process'
import { chownSync, closeSync, constants, openSync, renameSync } from 'node:fs'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { NO_ENV } from './host-tools.ts'

const BATCH = 32

/**
 * Named pipes for standard output and error. Node gives its children sockets, which /dev/stdout and /dev/stderr cannot
 * open again inside; a pipe that belongs to the sandbox's uid can be. Made a batch at a time: one costs a process.
 */
export class PipeStore {
  readonly #folder: string
  readonly #mkfifo: string
  readonly #ready: string[] = []
  #made = 0

  constructor(folder: string, mkfifo: string) {
    this.#folder = folder
    this.#mkfifo = mkfifo
  }

  /** Moves a fresh pipe to `path`; `owner` null: it stays ours. */
  take(path: string, owner: number | null): void {
    if (this.#ready.length === 0) this.#refill()
    renameSync(this.#ready.pop() as string, path)
    if (owner !== null) chownSync(path, owner, owner)
  }

  #refill(): void {
    const paths = Array.from({ length: BATCH }, () => join(this.#folder, `pipe-${++this.#made}`))
    execFileSync(this.#mkfifo, ['-m', '600', ...paths], { env: NO_ENV })
    this.#ready.push(...paths)
  }
}

/** This side of one pipe. Open it before the other side: a pipe without a reader makes its writer wait. */
export class PipeReader {
  readonly #path: string
  readonly #socket: Socket
  readonly #ended: Promise<void>

  constructor(path: string, onData: (chunk: Buffer) => void) {
    this.#path = path
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    this.#socket = new Socket({ fd, readable: true, writable: false })
    this.#socket.on('data', onData)
    this.#socket.on('error', () => {})
    this.#ended = new Promise((resolve) => this.#socket.once('close', () => resolve()))
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Reads what is left once every writer is dead. */
  async drain(): Promise<void> {
    this.resume()
    // The end shows only after a writer was there; a launcher that failed early never opened its side.
    if (!this.#socket.closed) touchAsWriter(this.#path)
    await this.#ended
  }
}

function touchAsWriter(path: string): void {
  try {
    closeSync(openSync(path, constants.O_WRONLY | constants.O_NONBLOCK))
  } catch {
    // No reader any more: the end has been read.
  }
}
