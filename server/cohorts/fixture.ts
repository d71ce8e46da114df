import { createProgramme } from '../catalog/index.ts'
import { createOrganisation } from '../identity/index.ts'
import type { Context, Role } from '../platform/context.ts'
import { type Id, newId } from '../platform/ids.ts'
import { actorWith, type TestDatabase } from '../platform/testing/database.ts'
import { createCohort } from './create-cohort.ts'

export const NOW = new Date('2026-04-01T03:00:00Z')

/** An owner with a programme and two partners, one cohort each, and somebody to act for every one of them. */
export async function makeRoom(database: TestDatabase, courseSlug: string) {
  const setup = database.context(undefined, NOW)
  const organisation = async (kind: 'programme_owner' | 'delivery_partner') => {
    const id = newId<'organisation'>()
    const names = { en: `Test ${id.slice(-4)}`, ja: `試験 ${id.slice(-4)}` }
    await createOrganisation(setup, { organisationId: id, kind, names, country: 'JP', region: '', managerEmail: '' })
    return id
  }
  const owner = await organisation('programme_owner')
  const partner = await organisation('delivery_partner')
  const otherPartner = await organisation('delivery_partner')
  const as = (role: Role, of: Id<'organisation'>, now = NOW): Context => database.context(actorWith(role, of), now)
  const programmeId = newId<'programme'>()
  const text = { en: 'Sovereign work', ja: '主権のしごと' }
  const calendar = { startsOn: '2026-04-01', endsOn: '2027-03-31' }
  await createProgramme(as('programme_manager', owner), {
    ...{ programmeId, ownerId: owner, titles: text, summary: text, ...calendar, courses: [courseSlug], roles: [] },
  })
  const facts = { zone: 'Asia/Tokyo', startsOn: '2026-04-01', endsOn: '2026-09-30', freezesOn: '2026-04-15' }
  const cohort = async (partnerId: Id<'organisation'>) => {
    const cohortId = newId<'cohort'>()
    const names = { en: 'Evening', ja: '夜間' }
    await createCohort(as('programme_manager', owner), {
      ...{ cohortId, programmeId, ownerId: owner, partnerId, names, ...facts },
    })
    return cohortId
  }
  return {
    ...{ owner, partner, otherPartner, as, programmeId, facts },
    cohortId: await cohort(partner),
    otherCohortId: await cohort(otherPartner),
    newCohort: cohort,
    manager: as('programme_manager', owner),
    partnerManager: as('partner_manager', partner),
    otherManager: as('partner_manager', otherPartner),
    stranger: as('programme_manager', newId()),
  }
}

export type Room = Awaited<ReturnType<typeof makeRoom>>

/** A roster file as a form sends it. */
export const rosterFile = (...people: [name: string, email: string][]) =>
  Buffer.from(['name,email', ...people.map((row) => row.join(','))].join('\n')).toString('base64')
