import { procedure, router } from '../platform/trpc.ts'
import { createProgramme, readProgrammes, updateProgramme } from './create-programme.ts'
import { CreateProgrammeInput, UpdateProgrammeInput } from './inputs.ts'
import { readCatalogue } from './read-catalogue.ts'

export const catalogRouter = router({
  read: procedure.query(({ ctx }) => readCatalogue(ctx)),
  listProgrammes: procedure.query(({ ctx }) => readProgrammes(ctx)),
  createProgramme: procedure.input(CreateProgrammeInput).mutation(({ ctx, input }) => createProgramme(ctx, input)),
  updateProgramme: procedure.input(UpdateProgrammeInput).mutation(({ ctx, input }) => updateProgramme(ctx, input)),
})
