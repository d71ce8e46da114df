import pg from 'pg'

/** What a socket has beyond a stream: whether it keeps the process. */
interface Keeping {
  ref(): void
  unref(): void
}

/**
 * A connection that requests share for short reads. What is asked within one turn of the event loop goes out in one
 * write, and the answers come back in order: the system call for each question cost a page more than its answer. One
 * that was lost is made anew with the next question, as a pool does.
 */
export class SharedConnection {
  readonly #config: pg.ClientConfig
  #client: Promise<pg.Client> | null = null
  #waiting = 0

  constructor({ connectionString, connectionTimeoutMillis }: pg.PoolOptions) {
    this.#config = { connectionString, connectionTimeoutMillis, pipeline: true }
  }

  /** What the ORM calls of a client. Rejects as a client does: an error of the query, or a connection that was lost. */
  async query(config: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult> {
    this.#client ??= this.#connect()
    const client = await this.#client
    const stream = client.connection.stream as pg.Connection['stream'] & Keeping
    if (stream.writableCorked === 0) {
      stream.cork()
      setImmediate(() => stream.uncork())
    }
    // Who waits for an answer keeps the process; the connection alone does not.
    if (this.#waiting++ === 0) stream.ref()
    try {
      return await client.query(config, values)
    } finally {
      if (--this.#waiting === 0) stream.unref()
    }
  }

  #connect(): Promise<pg.Client> {
    const client = new pg.Client(this.#config)
    const connected = client.connect().then(() => client)
    const forget = () => {
      if (this.#client === connected) this.#client = null
    }
    client.on('error', forget)
    client.on('end', forget)
    connected.catch(forget)
    return connected
  }
}
