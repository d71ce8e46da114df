import { z } from 'zod'
import { procedure, router } from '../platform/trpc.ts'
import { acceptInvitation, createFirstOperator } from './accept-invitation.ts'
import { changePassword, requestPasswordReset, resetPassword } from './change-password.ts'
import { createOrganisation, listOrganisations, updateOrganisation } from './create-organisation.ts'
import * as inputs from './inputs.ts'
import { invitePerson } from './invite-person.ts'
import { leaveOrganisation } from './leave-organisation.ts'
import { readLink } from './links.ts'
import { listPeople } from './list-people.ts'
import { readMe, readSessions, setLocale } from './me.ts'
import { addPasskey, beginPasskey, readPasskeys, removePasskey, renamePasskey } from './passkeys.ts'
import { endSession, signOutEverywhere } from './sessions.ts'

export const identityRouter = router({
  me: procedure.query(({ ctx }) => readMe(ctx)),
  listSessions: procedure.query(({ ctx }) => readSessions(ctx)),
  listPeople: procedure.query(({ ctx }) => listPeople(ctx)),
  listOrganisations: procedure.query(({ ctx }) => listOrganisations(ctx)),
  createOrganisation: procedure
    .input(inputs.CreateOrganisationInput)
    .mutation(({ ctx, input }) => createOrganisation(ctx, input)),
  updateOrganisation: procedure
    .input(inputs.UpdateOrganisationInput)
    .mutation(({ ctx, input }) => updateOrganisation(ctx, input)),
  readInvitation: procedure.input(inputs.ReadLinkInput).query(async ({ ctx, input }) => {
    const { email, role } = await readLink(ctx, 'invitation', input.secret)
    return { email, role }
  }),
  setLocale: procedure
    .input(z.object({ locale: z.enum(['en', 'ja']) }))
    .mutation(({ ctx, input }) => setLocale(ctx, input)),
  invitePerson: procedure.input(inputs.InvitePersonInput).mutation(({ ctx, input }) => invitePerson(ctx, input)),
  acceptInvitation: procedure
    .input(inputs.AcceptInvitationInput)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
  createFirstOperator: procedure
    .input(inputs.CreateFirstOperatorInput)
    .mutation(({ ctx, input }) => createFirstOperator(ctx, input)),
  requestPasswordReset: procedure
    .input(inputs.RequestPasswordResetInput)
    .mutation(({ ctx, input }) => requestPasswordReset(ctx, input)),
  resetPassword: procedure.input(inputs.ResetPasswordInput).mutation(({ ctx, input }) => resetPassword(ctx, input)),
  changePassword: procedure.input(inputs.ChangePasswordInput).mutation(({ ctx, input }) => changePassword(ctx, input)),
  endSession: procedure.input(inputs.SessionInput).mutation(({ ctx, input }) => endSession(ctx, input)),
  readPasskeys: procedure.query(({ ctx }) => readPasskeys(ctx)),
  beginPasskey: procedure.mutation(({ ctx }) => beginPasskey(ctx)),
  addPasskey: procedure.input(inputs.AddPasskeyInput).mutation(({ ctx, input }) => addPasskey(ctx, input)),
  renamePasskey: procedure.input(inputs.RenamePasskeyInput).mutation(({ ctx, input }) => renamePasskey(ctx, input)),
  removePasskey: procedure.input(inputs.PasskeyInput).mutation(({ ctx, input }) => removePasskey(ctx, input)),
  signOutEverywhere: procedure.mutation(({ ctx }) => signOutEverywhere(ctx)),
  leaveOrganisation: procedure
    .input(inputs.LeaveOrganisationInput)
    .mutation(({ ctx, input }) => leaveOrganisation(ctx, input)),
})
