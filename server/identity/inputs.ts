import { z } from 'zod'
import { ROLES } from '../platform/context.ts'

export const Email = z
  .email()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
export const Password = z.string().min(12).max(200)
export const LinkSecret = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

export const SignInInput = z.object({ email: Email, password: z.string().min(1).max(200) })
export const InvitePersonInput = z.object({
  email: Email,
  organisationId: z.uuid(),
  role: z.enum(ROLES),
})
export const AcceptInvitationInput = z.object({
  secret: LinkSecret,
  name: z.string().trim().min(1).max(120),
  password: Password,
})
export const CreateFirstOperatorInput = AcceptInvitationInput.extend({ email: Email })
export const RequestPasswordResetInput = z.object({ email: Email })
export const ResetPasswordInput = z.object({ secret: LinkSecret, password: Password })
export const ChangePasswordInput = z.object({ current: z.string().min(1).max(200), next: Password })
export const LeaveOrganisationInput = z.object({ organisationId: z.uuid() })
export const ReadLinkInput = z.object({ secret: LinkSecret })
