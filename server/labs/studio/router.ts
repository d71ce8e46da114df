import { procedure, router } from '../../platform/trpc.ts'
import { createDraft } from './create-draft.ts'
import { cancelDraftJob, startDraftJob } from './draft-jobs.ts'
import {
  CreateDraftInput,
  DraftFileInput,
  DraftInput,
  DraftVersionInput,
  JobInput,
  PublishDraftInput,
  SaveDraftFileInput,
  StartJobInput,
} from './inputs.ts'
import { publishDraft } from './publish-draft.ts'
import { readDraftArchive } from './read-archive.ts'
import { listDrafts, readDraft, readDraftFile } from './read-drafts.ts'
import { saveDraftFile } from './save-draft-file.ts'

export const studioRouter = router({
  list: procedure.query(({ ctx }) => listDrafts(ctx)),
  create: procedure.input(CreateDraftInput).mutation(({ ctx, input }) => createDraft(ctx, input)),
  draft: procedure.input(DraftInput).query(({ ctx, input }) => readDraft(ctx, input)),
  file: procedure.input(DraftFileInput).query(({ ctx, input }) => readDraftFile(ctx, input)),
  save: procedure.input(SaveDraftFileInput).mutation(({ ctx, input }) => saveDraftFile(ctx, input)),
  start: procedure.input(StartJobInput).mutation(({ ctx, input }) => startDraftJob(ctx, input)),
  cancel: procedure.input(JobInput).mutation(({ ctx, input }) => cancelDraftJob(ctx, input)),
  publish: procedure.input(PublishDraftInput).mutation(({ ctx, input }) => publishDraft(ctx, input)),
  archive: procedure.input(DraftVersionInput).query(({ ctx, input }) => readDraftArchive(ctx, input)),
})
