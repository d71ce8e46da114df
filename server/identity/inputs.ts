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

export const ORGANISATION_KINDS = ['programme_owner', 'delivery_partner', 'employer'] as const
const exceptional = new Set(['AC', 'CP', 'DG', 'EA', 'EU', 'EZ', 'IC', 'QO', 'TA', 'UN', 'XA', 'XB', 'XK', 'ZZ'])
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  return !exceptional.has(code) && new Intl.Locale(`und-${code}`).region === code && names.of(code) !== undefined
}

/** Codes of ISO 3166-1 that stand for a country today, as this runtime knows them. */
export const COUNTRIES: readonly string[] = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  isCountry,
)

const OrganisationFacts = z.object({
  organisationId: z.uuid(),
  names: z.object({ en: z.string().trim().min(1).max(120), ja: z.string().trim().min(1).max(120) }),
  country: z.string().refine((code) => COUNTRIES.includes(code)),
  region: z.string().trim().max(80).default(''),
})
export const UpdateOrganisationInput = OrganisationFacts
export const CreateOrganisationInput = OrganisationFacts.extend({
  kind: z.enum(ORGANISATION_KINDS),
  managerEmail: z.union([z.literal(''), Email]).default(''),
})

const PasskeyName = z.string().trim().min(1).max(60)
export const SessionInput = z.object({ sessionId: z.uuid() })
export const PasskeyInput = z.object({ passkeyId: z.uuid() })
export const RenamePasskeyInput = PasskeyInput.extend({ name: PasskeyName })
export const AddPasskeyInput = z.object({
  challengeId: z.uuid(),
  name: PasskeyName,
  /** What the browser's key answered; judged by its signature. */
  response: z.record(z.string(), z.unknown()),
})
