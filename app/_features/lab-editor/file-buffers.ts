export interface FileBuffer {
  text: string
  starter: string | null
  /** Revision that the text was built upon. */
  revision: number
}

type Listener = (path: string, buffer: FileBuffer | null) => void

/** Texts of the files that this tab has loaded; listeners hear of those that changed from outside the editor. */
export class FileBuffers {
  readonly #buffers = new Map<string, FileBuffer>()
  readonly #revisions = new Map<string, number>()
  readonly #listeners = new Set<Listener>()

  get(path: string): FileBuffer | undefined {
    return this.#buffers.get(path)
  }

  paths(): string[] {
    return [...this.#buffers.keys()]
  }

  /** The newest revision known of a path, also of one that was deleted. */
  revisionOf(path: string): number {
    return this.#buffers.get(path)?.revision ?? this.#revisions.get(path) ?? 0
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A text from the server or from another place: the editor follows. */
  put(path: string, buffer: FileBuffer): void {
    this.#buffers.set(path, buffer)
    this.#revisions.set(path, buffer.revision)
    for (const listener of this.#listeners) listener(path, buffer)
  }

  /** A text from the editor itself. */
  type(path: string, text: string): FileBuffer {
    const buffer = { ...(this.#buffers.get(path) ?? { starter: null, revision: 0 }), text }
    this.#buffers.set(path, buffer)
    return buffer
  }

  setRevision(path: string, revision: number): void {
    this.#revisions.set(path, revision)
    const buffer = this.#buffers.get(path)
    if (buffer) this.#buffers.set(path, { ...buffer, revision })
  }

  remove(path: string): void {
    this.#buffers.delete(path)
    for (const listener of this.#listeners) listener(path, null)
  }
}
