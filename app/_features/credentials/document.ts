import { z } from 'zod'

const localised = z.union([z.string(), z.record(z.string(), z.string())])

/** What our pages show of a credential's document; other issuers' documents may say less. */
const shape = z.looseObject({
  issuer: z.union([z.string(), z.looseObject({ id: z.string(), name: localised.optional() })]).optional(),
  validFrom: z.string().optional(),
  validUntil: z.string().optional(),
  name: localised.optional(),
  description: localised.optional(),
  evidence: z
    .array(
      z.looseObject({
        id: z.string().optional(),
        name: localised.optional(),
        description: localised.optional(),
        narrative: localised.optional(),
        genre: localised.optional(),
      }),
    )
    .optional(),
  credentialSubject: z
    .looseObject({
      name: localised.optional(),
      identifier: z.array(z.looseObject({ identityHash: z.string().optional() })).optional(),
      achievement: z
        .looseObject({
          name: localised.optional(),
          description: localised.optional(),
          criteria: z.looseObject({ narrative: localised.optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  proof: z.looseObject({ cryptosuite: z.string().optional(), verificationMethod: z.string().optional() }).optional(),
})

export interface DocumentFacts {
  issuer: string | null
  achievement: string | null
  learner: string | null
  validFrom: Date | null
  validUntil: Date | null
  evidence: { name: string; text: string; genre: string | null }[]
  /** What its issuer says of the credential itself, such as that it is for trying things out. */
  note: string | null
  key: string | null
  suite: string | null
}

const hasJapanese = (text: string) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text)

/**
 * Of a text that says the same twice, in English and then in Japanese, the half that is asked for; else all of it. For
 * documents of this site, which are written so: another issuer's text is shown whole, whatever stands in it.
 */
export function halfOf(text: string, locale: string): string {
  const halves = text.split(/\n\n| \/ /)
  const [english, japanese] = halves
  const isTwice = halves.length === 2 && !hasJapanese(english!) && hasJapanese(japanese!)
  if (!isTwice) return text
  return locale === 'ja' ? japanese! : english!
}

function textOf(value: string | Record<string, string> | undefined, locale: string): string | null {
  if (value === undefined) return null
  if (typeof value === 'string') return value
  return value[locale] ?? value.en ?? Object.values(value)[0] ?? null
}

const dateOf = (value: string | undefined) => (value && !Number.isNaN(Date.parse(value)) ? new Date(value) : null)

/** Facts of a document for people. Everything in it was written by whoever made it: it is shown as text, never as markup. */
export function factsOf(document: unknown, locale: string): DocumentFacts {
  const parsed = shape.safeParse(document)
  const data = parsed.success ? parsed.data : {}
  const { issuer, credentialSubject: subject, proof } = data
  return {
    note: textOf(data.description, locale),
    issuer: typeof issuer === 'string' ? issuer : (textOf(issuer?.name, locale) ?? issuer?.id ?? null),
    achievement: textOf(subject?.achievement?.name, locale),
    learner: textOf(subject?.name, locale) ?? subject?.identifier?.[0]?.identityHash ?? null,
    validFrom: dateOf(data.validFrom),
    validUntil: dateOf(data.validUntil),
    evidence: (data.evidence ?? []).map((entry) => ({
      name: textOf(entry.name, locale) ?? '',
      text: textOf(entry.narrative, locale) ?? textOf(entry.description, locale) ?? '',
      genre: textOf(entry.genre, locale),
    })),
    key: proof?.verificationMethod ?? null,
    suite: proof?.cryptosuite ?? null,
  }
}
