import type { z } from 'zod'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { type FindInput, matchOf, wordsOf } from '../platform/find-words.ts'
import { listNamed } from './find-queries.ts'
import * as policy from './policy.ts'
import { listCohortsIn } from './queries.ts'

/** Cohorts one may see and the people on their rosters, by words of a name. @throws AppError `not_found` */
export async function findCohorts(ctx: Context, input: z.output<typeof FindInput>) {
  const scope = authorise(ctx, policy.listCohorts, null)
  const mine = (await listCohortsIn(ctx, scope)).map(({ cohort }) => cohort)
  const words = wordsOf(input.text)
  const people = await listNamed(
    ctx,
    mine.map(({ id }) => id),
    words,
    input.limit,
  )
  return {
    cohorts: mine
      .map(({ id, names }) => ({ id, names, match: matchOf(words, [names.en, names.ja]) }))
      .filter(({ match }) => match > 0)
      .toSorted((a, b) => b.match - a.match)
      .slice(0, input.limit),
    people: people.map((person) => ({
      ...person,
      cohortNames: mine.find(({ id }) => id === person.cohortId)!.names,
    })),
  }
}
