import { z } from 'zod'

/** What a learner may keep in a workspace; how much together is a quota. */
export const WORKSPACE_LIMITS = { files: 300, fileBytes: 1_000_000 } as const

const SEGMENT = /^(?!\.{1,2}$)[^/\\\p{Cc}]{1,120}$/u

/** A relative path of ordinary names: no "..", no control characters, at most eight levels. */
export const WorkspacePath = z
  .string()
  .max(300)
  .refine((path) => path.split('/').length <= 8 && path.split('/').every((segment) => SEGMENT.test(segment)))

export const WorkspaceInput = z.object({ workspaceId: z.uuid() })
export const FileInput = WorkspaceInput.extend({ path: WorkspacePath })
export const SaveFileInput = z.object({
  saveId: z.uuid(),
  workspaceId: z.uuid(),
  path: WorkspacePath,
  /** null deletes the file. */
  content: z.string().max(WORKSPACE_LIMITS.fileBytes).nullable(),
  /** Revision of the file the edit started from; 0 for a new file. */
  baseRevision: z.int().min(0),
})
export const ResetWorkspaceInput = WorkspaceInput.extend({
  paths: z.array(WorkspacePath).max(WORKSPACE_LIMITS.files).optional(),
})
