import type { Policy } from '../platform/authorise.ts'
import type { Actor } from '../platform/context.ts'
import type { Id } from '../platform/ids.ts'

/** A workspace is its learner's alone; a proctored one belongs to one session of theirs while it is open. */
export const useWorkspace: Policy<{ learnerId: Id<'person'> }> = {
  action: 'workspace.use',
  decide: (actor, workspace) =>
    actor.kind === 'person' && actor.personId === workspace.learnerId
      ? { kind: 'self', personId: actor.personId }
      : null,
}

/** Whether an open proctored workspace is another session's, or nobody's since a proctor admitted the learner anew. */
export function isHeldElsewhere(
  actor: Actor,
  workspace: { mode: 'practice' | 'proctored'; sessionId: Id<'session'> | null; closedAt: Date | null },
): boolean {
  if (workspace.mode === 'practice' || workspace.closedAt !== null || actor.kind !== 'person') return false
  return actor.sessionId !== workspace.sessionId
}
