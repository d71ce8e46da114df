import { Duplex } from 'node:stream'
import type { FromHarness, ToHarness } from './protocol.ts'
import { state } from './state.ts'

type Send = (message: FromHarness) => void

const wires = new Map<number, Connection>()

/** One connection of a learner's program, carried by the protocol: nothing is shared with its sandbox. */
class Connection extends Duplex {
  readonly #id: number
  readonly #send: Send
  #isEnded = false

  constructor(id: number, send: Send) {
    super({ allowHalfOpen: true })
    this.#id = id
    this.#send = send
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send({ type: 'wire', connection: this.#id, data: chunk.toString('base64') })
    done()
  }

  override _final(done: () => void): void {
    this.#end()
    done()
  }

  override _destroy(_error: Error | null, done: () => void): void {
    wires.delete(this.#id)
    this.#end()
    done()
  }

  #end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#send({ type: 'wire', connection: this.#id, data: null })
  }
}

/** Hands bytes to the model they are for; the first of a connection opens it. */
export function receiveWire({ model, connection, data }: Extract<ToHarness, { type: 'wire' }>, send: Send): void {
  let wire = wires.get(connection)
  if (!wire) {
    const server = state.models[model]
    if (data === null) return
    if (!server) return send({ type: 'wire', connection, data: null })
    wire = new Connection(connection, send)
    wires.set(connection, wire)
    wire.on('error', () => {})
    server.emit('connection', wire)
  }
  wire.push(data === null ? null : Buffer.from(data, 'base64'))
}
