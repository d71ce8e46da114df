import { procedure, router } from '../platform/trpc.ts'
import { listCandidates, listStillShown, readCandidate } from './candidates.ts'
import { answerConfirmation, readConfirmation } from './confirmations.ts'
import { grantConsent, previewConsent, withdrawConsent } from './consents.ts'
import { decideRequest, listRequests } from './decide-request.ts'
import * as inputs from './inputs.ts'
import { joinAsEmployer } from './join-as-employer.ts'
import {
  closeOpening,
  createOpening,
  listOpenings,
  readOpening,
  readOpeningChoices,
  updateOpening,
} from './openings.ts'
import { answerPlacement, cancelPlacement, confirmStart, listPlacements, recordPlacement } from './placements.ts'
import { countOffers, listDisclosures, readSharing } from './sharing.ts'

export const employersRouter = router({
  join: procedure.input(inputs.JoinInput).mutation(({ ctx, input }) => joinAsEmployer(ctx, input)),
  listRequests: procedure.query(({ ctx }) => listRequests(ctx)),
  decide: procedure.input(inputs.DecideInput).mutation(({ ctx, input }) => decideRequest(ctx, input)),
  openingChoices: procedure.query(({ ctx }) => readOpeningChoices(ctx)),
  listOpenings: procedure.query(({ ctx }) => listOpenings(ctx)),
  opening: procedure.input(inputs.OpeningInput).query(({ ctx, input }) => readOpening(ctx, input)),
  createOpening: procedure.input(inputs.CreateOpeningInput).mutation(({ ctx, input }) => createOpening(ctx, input)),
  updateOpening: procedure.input(inputs.UpdateOpeningInput).mutation(({ ctx, input }) => updateOpening(ctx, input)),
  closeOpening: procedure.input(inputs.OpeningInput).mutation(({ ctx, input }) => closeOpening(ctx, input)),
  // Mutations, for they write: every view of a person is a disclosure.
  candidates: procedure.input(inputs.CandidatesInput).mutation(({ ctx, input }) => listCandidates(ctx, input)),
  candidate: procedure.input(inputs.ConsentInput).mutation(({ ctx, input }) => readCandidate(ctx, input)),
  stillShown: procedure.input(inputs.StillShownInput).query(({ ctx, input }) => listStillShown(ctx, input)),
  countOffers: procedure.query(({ ctx }) => countOffers(ctx)),
  sharing: procedure.query(({ ctx }) => readSharing(ctx)),
  disclosures: procedure.query(({ ctx }) => listDisclosures(ctx)),
  preview: procedure.input(inputs.PreviewInput).query(({ ctx, input }) => previewConsent(ctx, input)),
  grant: procedure.input(inputs.GrantInput).mutation(({ ctx, input }) => grantConsent(ctx, input)),
  withdraw: procedure.input(inputs.ConsentInput).mutation(({ ctx, input }) => withdrawConsent(ctx, input)),
  listPlacements: procedure.query(({ ctx }) => listPlacements(ctx)),
  recordPlacement: procedure
    .input(inputs.RecordPlacementInput)
    .mutation(({ ctx, input }) => recordPlacement(ctx, input)),
  confirmStart: procedure.input(inputs.PlacementInput).mutation(({ ctx, input }) => confirmStart(ctx, input)),
  cancelPlacement: procedure.input(inputs.PlacementInput).mutation(({ ctx, input }) => cancelPlacement(ctx, input)),
  answerPlacement: procedure
    .input(inputs.AnswerPlacementInput)
    .mutation(({ ctx, input }) => answerPlacement(ctx, input)),
  confirmation: procedure.input(inputs.ReadConfirmationInput).query(({ ctx, input }) => readConfirmation(ctx, input)),
  answerConfirmation: procedure
    .input(inputs.AnswerConfirmationInput)
    .mutation(({ ctx, input }) => answerConfirmation(ctx, input)),
})
