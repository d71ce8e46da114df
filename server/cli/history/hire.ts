import { createCaller } from '../../api/root.ts'
import { askConfirmations, drawConfirmationSecret } from '../../employers/index.ts'
import type { Context } from '../../platform/context.ts'
import { derivedId } from '../../platform/ids.ts'
import { ROLE } from './act.ts'
import { isoDay, startsOnOf } from './calendar.ts'
import { organisationId } from './plan.ts'

const DAY = 86_400_000
const openingId = (cohort: string) => derivedId('evaluation', 'opening', cohort)

/** An employer looks for people for the entry role. */
export async function offer(employer: Context, cohort: string): Promise<void> {
  await createCaller(employer).employers.createOpening({
    ...{ openingId: openingId(cohort), organisationId: organisationId('asagiri'), roleCode: ROLE, country: 'JP' },
    ...{
      title: 'Data residency practitioner',
      place: 'Sendai',
      closesOn: isoDay(new Date(employer.now.getTime() + 120 * DAY)),
    },
    terms: 'Permanent, 38 hours a week, two days from home.',
    purpose: 'To decide whom we invite to talk about this opening.',
  })
}

/** A learner lets that employer see who they are; the employer looks, and both agree on a start ten days later. */
export async function takeOn(learner: Context, employer: Context, cohort: string, slug: string): Promise<string> {
  const consentId = derivedId('evaluation', 'consent', slug)
  const placementId = derivedId('evaluation', 'placement', slug)
  const [asLearner, asEmployer] = [createCaller(learner), createCaller(employer)]
  await asLearner.employers.grant({
    ...{ consentId, openingId: openingId(cohort), items: ['name', 'email', 'credentials', 'evidence', 'observation'] },
    endsOn: isoDay(new Date(learner.now.getTime() + 150 * DAY)),
  })
  await asEmployer.employers.candidate({ consentId })
  const startsOn = startsOnOf(learner.now)
  const terms = { hoursPerWeek: 38, contract: 'permanent' as const, startsOn, reference: `A-${slug}` }
  await asEmployer.employers.recordPlacement({ consentId, placementId, ...terms })
  await asLearner.employers.answerPlacement({ placementId, answer: 'agreed' })
  return placementId
}

/** The employer says that the work has begun: stage S5. */
export async function begin(employer: Context, slug: string): Promise<void> {
  await createCaller(employer).employers.confirmStart({ placementId: derivedId('evaluation', 'placement', slug) })
}

/** Links for whoever is due, each answered as the plan says. */
export async function confirm(system: Context, anybody: Context, isEmployed: boolean): Promise<void> {
  for (const linkId of await askConfirmations(system)) {
    const drawn = await drawConfirmationSecret(system, linkId)
    if (!drawn) continue
    const answer = isEmployed ? 'employed' : 'left'
    const leftOn = isEmployed ? '' : isoDay(new Date(system.now.getTime() - 5 * DAY))
    await createCaller(anybody).employers.answerConfirmation({ secret: drawn.secret, answer, leftOn })
  }
}
