import pg from 'pg'

/** What a socket has beyond a stream: whether it keeps the process. */
interface Keeping {
  ref(): void
  unref(): void
}

interface Connected {
  client: pg.Client
  /** How many answers it owes. */
  waiting: number
}

/** Of a query that failed with its connection: the server ends it, or the socket broke. */
function isOfConnection(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity === 'FATAL'
}

/** One question that a lock holds up must not hold up everybody behind it. */
const LONGEST_MS = 2_000

/**
 * A connection that requests share for short reads. What is asked within one turn of the event loop goes out in one
 * write, and the answers come back in order. One that was lost is made anew with the next question, as a pool does.
 */
export class SharedConnection {
  readonly #config: pg.ClientConfig
  #connected: Promise<Connected> | null = null

  constructor({ connectionString, connectionTimeoutMillis }: pg.PoolOptions) {
    this.#config = { connectionString, connectionTimeoutMillis, statement_timeout: LONGEST_MS, pipeline: true }
  }

  /**
   * What the ORM calls of a client. Rejects as a client does: an error of the query, which is also that it took longer
   * than a short read may, or a connection that was lost.
   */
  async query(config: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult> {
    this.#connected ??= this.#connect()
    const asked = this.#connected
    const connected = await asked
    const stream = connected.client.connection.stream as pg.Connection['stream'] & Keeping
    if (stream.writableCorked === 0) {
      stream.cork()
      setImmediate(() => stream.uncork())
    }
    // Who waits for an answer keeps the process; the connection alone does not.
    if (connected.waiting++ === 0) stream.ref()
    try {
      return await connected.client.query(config, values)
    } catch (error) {
      // The server says so before its socket ends: what is asked in between goes to the next connection.
      if (isOfConnection(error)) this.#forget(asked)
      throw error
    } finally {
      if (--connected.waiting === 0) stream.unref()
    }
  }

  #connect(): Promise<Connected> {
    const client = new pg.Client(this.#config)
    const connected = client.connect().then(() => ({ client, waiting: 0 }))
    const forget = () => this.#forget(connected)
    client.on('error', forget)
    client.on('end', forget)
    connected.catch(forget)
    return connected
  }

  #forget(connected: Promise<Connected>): void {
    if (this.#connected === connected) this.#connected = null
  }
}
