import type { Id } from '../platform/ids.ts'
import { procedure, router } from '../platform/trpc.ts'
import { FileInput, ResetWorkspaceInput, SaveFileInput, WorkspaceInput } from './inputs.ts'
import { readFileHistory, readWorkspace, readWorkspaceFile } from './read-workspace.ts'
import { resetWorkspace, tellRunner } from './reset-workspace.ts'
import { saveFile } from './save-file.ts'

export const labsRouter = router({
  workspace: procedure.input(WorkspaceInput).query(({ ctx, input }) => readWorkspace(ctx, input)),
  file: procedure.input(FileInput).query(({ ctx, input }) => readWorkspaceFile(ctx, input)),
  history: procedure.input(FileInput).query(({ ctx, input }) => readFileHistory(ctx, input)),
  save: procedure.input(SaveFileInput).mutation(async ({ ctx, input }) => {
    const result = await saveFile(ctx, input)
    if (result.kind === 'saved') void tellRunner(input.workspaceId as Id<'workspace'>)
    return result
  }),
  reset: procedure.input(ResetWorkspaceInput).mutation(({ ctx, input }) => resetWorkspace(ctx, input)),
})
