import { procedure, router } from '../platform/trpc.ts'
import { readCatalogue } from './read-catalogue.ts'

export const catalogRouter = router({
  read: procedure.query(({ ctx }) => readCatalogue(ctx)),
})
