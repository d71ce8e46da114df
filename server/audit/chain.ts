import { canonicalJson } from '../platform/canonical.ts'
import { digestOf } from '../platform/ids.ts'
import type { AuditEvent } from './queries.ts'

/** Root before the first event. */
export const GENESIS = digestOf('terakoya/audit/v1')

/** Digest of a link: of the link before it and of the event, so that no event changes without changing all after it. */
export function linkDigest(previous: string, event: AuditEvent): string {
  return digestOf(`${previous}\n${canonicalJson(event)}`)
}

/** What a batch signature covers. */
export function batchStatement(batch: {
  fromPosition: number
  toPosition: number
  root: string
  previousRoot: string
}): string {
  const { fromPosition, toPosition, root, previousRoot } = batch
  return canonicalJson({ type: 'terakoya/audit-batch/v1', fromPosition, toPosition, root, previousRoot })
}
