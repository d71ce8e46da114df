import { z } from 'zod'
import type { ConsentItem, Contract } from './schema.ts'

export const CONSENT_ITEMS = [
  'name',
  'email',
  'credentials',
  'evidence',
  'observation',
] as const satisfies readonly ConsentItem[]
export const CONTRACTS = [
  'permanent',
  'fixed_term',
  'temporary',
  'freelance',
  'apprenticeship',
] as const satisfies readonly Contract[]
export const CONSENT_DAYS = 180

const Line = z.string().trim().min(1).max(120)
/** Two capitals; whether a country has them is told by the use case. */
const Country = z.string().regex(/^[A-Z]{2}$/)
const Email = z
  .email()
  .max(254)
  .transform((value) => value.trim().toLowerCase())
/** A day as typed; whether it exists is told by the use case, with its own sentence. */
const Day = z.string().trim().min(1).max(20)
const Items = z
  .array(z.enum(CONSENT_ITEMS))
  .max(CONSENT_ITEMS.length)
  .transform((items) => CONSENT_ITEMS.filter((item) => items.includes(item)))

export const JoinInput = z.object({
  names: z.object({ en: Line, ja: Line }),
  country: Country,
  purpose: z.string().trim().min(10).max(1_000),
  contactName: Line,
  email: Email,
})
export const DecideInput = z.object({
  requestId: z.uuid(),
  decision: z.enum(['approved', 'refused']),
  reason: z.string().trim().max(500).default(''),
})

export const OpeningInput = z.object({ openingId: z.uuid() })
export const CandidatesInput = OpeningInput.extend({ page: z.int().min(0).max(10_000).default(0) })
export const UpdateOpeningInput = OpeningInput.extend({
  title: Line,
  place: Line,
  terms: z.string().trim().min(10).max(2_000),
  closesOn: Day,
})
export const CreateOpeningInput = UpdateOpeningInput.extend({
  organisationId: z.uuid(),
  roleCode: z.string().max(80),
  country: Country,
  purpose: z.string().trim().min(10).max(500),
})

export const PreviewInput = OpeningInput.extend({ items: Items })
export const GrantInput = PreviewInput.extend({ consentId: z.uuid(), endsOn: Day })
export const ConsentInput = z.object({ consentId: z.uuid() })
export const StillShownInput = z.object({ consentIds: z.array(z.uuid()).max(200) })

export const PlacementInput = z.object({ placementId: z.uuid() })
export const RecordPlacementInput = ConsentInput.extend({
  placementId: z.uuid(),
  hoursPerWeek: z.coerce.number().int().min(1).max(60),
  contract: z.enum(CONTRACTS),
  startsOn: Day,
  reference: Line,
})
export const AnswerPlacementInput = PlacementInput.extend({ answer: z.enum(['agreed', 'disputed']) })

export const ReadConfirmationInput = z.object({ secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
export const AnswerConfirmationInput = ReadConfirmationInput.extend({
  answer: z.enum(['employed', 'not_employed', 'left']),
  leftOn: z.string().trim().max(20).default(''),
})
