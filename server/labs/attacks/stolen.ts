import type { Snapshot } from '../sandbox/workspace-agent.ts'
import type { Range } from './range.ts'

/** A snapshot taken by the supervisor, and what must not be in it. */
export interface Stolen {
  snapshot: Snapshot
  secret: string
}

export const isStolen = ({ snapshot, secret }: Stolen) =>
  [...snapshot.files.values()].some((bytes) => bytes.includes(secret))

/** A snapshot that does hold the secret. */
export function planted(range: Range): Promise<Stolen> {
  const secret = range.secret()
  return range.withStand({ note: secret }, async ({ snapshot }) => ({ snapshot: await snapshot(), secret }))
}
