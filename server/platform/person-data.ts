/** What a domain knows about one person, by the name of its table: whole rows without secrets. */
export type PersonTables = Record<string, readonly object[]>

/** A learner's files in what a domain exports: where the file lies in the archive, and the digest of its bytes. */
export interface PersonFile {
  path: string
  digest: string
}
