import { procedure, router } from '../platform/trpc.ts'
import * as inputs from './inputs.ts'
import { countUnread, listNotices, openNotice, readAll } from './read-notices.ts'

export const noticesRouter = router({
  list: procedure.input(inputs.ListNoticesInput).query(({ ctx, input }) => listNotices(ctx, input)),
  unread: procedure.query(({ ctx }) => countUnread(ctx)),
  open: procedure.input(inputs.NoticeInput).mutation(({ ctx, input }) => openNotice(ctx, input)),
  readAll: procedure.input(inputs.ReadAllInput).mutation(({ ctx, input }) => readAll(ctx, input)),
})
