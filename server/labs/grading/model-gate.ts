import { chmod, type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { MODEL_API_KEY } from '../harness/protocol.ts'

/** Where a program that may reach a model finds its socket. */
export const MODEL_AT = '/run/model'
const SOCKET = 'model.sock'
export const MODEL_ENV = { MODEL_SOCKET: `${MODEL_AT}/${SOCKET}`, MODEL_API_KEY }

const MAX_CONNECTIONS = 64
const MAX_BYTES = 32 * 1024 * 1024
const MAX_UNREAD_BYTES = 8 * 1024 * 1024

/** Bytes of one connection towards the grader; null: it ended. */
export type Carry = (connection: number, data: string | null) => void

let connections = 0

/**
 * The door between one run of a learner's program and a model in the grader: a unix socket in a folder of its own, which
 * this process owns and the run sees read-only. Bytes pass through here and are looked at by nobody.
 */
export class ModelGate {
  readonly folder: string
  readonly #carry: Carry
  readonly #server: Server
  readonly #handle: FileHandle
  readonly #sockets = new Map<number, Socket>()
  /** Connections whose last words were the program's. */
  readonly #asked = new Set<number>()
  #bytes = 0

  private constructor(folder: string, handle: FileHandle, carry: Carry) {
    this.folder = folder
    this.#handle = handle
    this.#carry = carry
    this.#server = createServer((socket) => this.#accept(socket))
  }

  static async open(folder: string, carry: Carry): Promise<ModelGate> {
    await mkdir(folder)
    // Whatever this process masks: the sandbox's uid has to pass.
    await chmod(folder, 0o711)
    const gate = new ModelGate(folder, await open(folder, 'r'), carry)
    try {
      await new Promise<void>((resolve, reject) => {
        gate.#server.once('error', reject)
        // By the folder's descriptor: the address of a socket is 107 bytes long at most, and data folders lie deeper.
        gate.#server.listen(`/proc/self/fd/${gate.#handle.fd}/${SOCKET}`, resolve)
      })
      await chmod(join(folder, SOCKET), 0o666)
      return gate
    } catch (error) {
      await gate.close()
      throw error
    }
  }

  /** Whether the model has yet to answer something. */
  get isOwed(): boolean {
    return this.#asked.size > 0
  }

  /** What the model says. False: the connection is not of this gate. */
  deliver(connection: number, data: string | null): boolean {
    const socket = this.#sockets.get(connection)
    if (!socket) return false
    this.#asked.delete(connection)
    if (data === null) socket.end()
    else if (socket.writableLength > MAX_UNREAD_BYTES) socket.destroy()
    else socket.write(Buffer.from(data, 'base64'))
    return true
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.values()) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
    await this.#handle.close()
    await rm(this.folder, { recursive: true, force: true })
  }

  #accept(socket: Socket): void {
    socket.on('error', () => socket.destroy())
    if (this.#sockets.size >= MAX_CONNECTIONS) return void socket.destroy()
    const connection = ++connections
    this.#sockets.set(connection, socket)
    socket.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length
      if (this.#bytes > MAX_BYTES) socket.destroy()
      else {
        this.#asked.add(connection)
        this.#carry(connection, chunk.toString('base64'))
      }
    })
    socket.on('close', () => {
      this.#sockets.delete(connection)
      this.#asked.delete(connection)
      this.#carry(connection, null)
    })
  }
}
