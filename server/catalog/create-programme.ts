import type { z } from 'zod'
import { record } from '../audit/index.ts'
import { selectOptionalOrganisation } from '../identity/index.ts'
import { authorise } from '../platform/authorise.ts'
import type { Context } from '../platform/context.ts'
import { requireDay } from '../platform/dates.ts'
import { AppError } from '../platform/errors.ts'
import type { Id } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'
import type { Programme } from './content/schemas.ts'
import type { CreateProgrammeInput, UpdateProgrammeInput } from './inputs.ts'
import * as policy from './policy.ts'
import {
  insertProgramme,
  listAchievements,
  listCourses,
  listProgrammesIn,
  listRoles,
  lockProgramme,
  updateProgramme as updateRow,
} from './queries.ts'

/** The calendar of a programme or a cohort. @throws AppError `invalid_input` (noSuchDate, endsBeforeStart) */
export function checkCalendar({ startsOn, endsOn }: { startsOn: string; endsOn: string }): void {
  requireDay(startsOn)
  requireDay(endsOn)
  if (endsOn <= startsOn) throw new AppError('invalid_input', { reason: 'endsBeforeStart' })
}

/** What a programme is made of: everything named has to be in the catalogue, and what may be earned follows from it. */
async function definitionOf(ctx: Context, code: string, input: z.output<typeof UpdateProgrammeInput>) {
  const { titles, summary, courses, roles } = input
  const [knownCourses, knownRoles, achievements] = await Promise.all([
    listCourses(ctx),
    listRoles(ctx),
    listAchievements(ctx),
  ])
  const isKnown =
    courses.every((slug) => knownCourses.some((course) => course.slug === slug)) &&
    roles.every((slug) => knownRoles.some((role) => role.slug === slug))
  if (!isKnown) throw new AppError('invalid_input', { reason: 'notInCatalogue' })
  return {
    ...{ id: input.programmeId, code, title: titles, summary, evaluation: false, courses, roles },
    achievements: achievements.map((row) => row.slug),
  } satisfies Programme
}

/**
 * Creates a programme of one's organisation from courses of the catalogue. The same id again changes nothing.
 * @throws AppError `not_found`, `invalid_input` (noSuchDate, endsBeforeStart, notInCatalogue), `conflict` (idTaken)
 */
export async function createProgramme(ctx: Context, input: z.output<typeof CreateProgrammeInput>): Promise<void> {
  const ownerId = input.ownerId as Id<'organisation'>
  authorise(ctx, policy.manageProgramme, { ownerId })
  checkCalendar(input)
  await inTransaction(ctx, async (ctx) => {
    if ((await selectOptionalOrganisation(ctx, ownerId))?.kind !== 'programme_owner') throw new AppError('not_found')
    const id = input.programmeId as Id<'programme'>
    const slug = `p-${id.slice(-12)}`
    const { titles, startsOn, endsOn } = input
    const definition = await definitionOf(ctx, slug, input)
    if (!(await insertProgramme(ctx, { id, slug, titles, definition, ownerId, startsOn, endsOn }))) {
      const known = await lockProgramme(ctx, id)
      if (known.ownerId !== ownerId) throw new AppError('conflict', { reason: 'idTaken' })
      return
    }
    await record(ctx, 'programme.create', { type: 'programme', id }, { ownerId, courses: input.courses })
  })
}

/** Changes names, calendar and courses of one's own programme. @throws AppError `not_found`, `invalid_input` */
export async function updateProgramme(ctx: Context, input: z.output<typeof UpdateProgrammeInput>): Promise<void> {
  const id = input.programmeId as Id<'programme'>
  await inTransaction(ctx, async (ctx) => {
    const known = await lockProgramme(ctx, id)
    authorise(ctx, policy.manageProgramme, known)
    checkCalendar(input)
    const { titles, startsOn, endsOn } = input
    await updateRow(ctx, id, { titles, startsOn, endsOn, definition: await definitionOf(ctx, known.slug, input) })
    await record(ctx, 'programme.update', { type: 'programme', id }, { startsOn, endsOn, courses: input.courses })
  })
}

/** Programmes one owns, and those that came with the content and are everybody's. */
export async function readProgrammes(ctx: Context) {
  const rows = await listProgrammesIn(ctx, authorise(ctx, policy.listProgrammes, null))
  return rows.map(({ definition, ...row }) => {
    const { summary, courses, roles, evaluation } = definition as Programme
    return { ...row, summary, courses, roles, isEvaluation: evaluation }
  })
}
