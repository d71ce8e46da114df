import { listProgrammes } from '../catalog/index.ts'
import { assignPerson, createCohort, enrolLearner } from '../cohorts/index.ts'
import {
  createLink,
  insertMembership,
  insertOrganisation,
  insertPerson,
  listPersonas,
  SITE_ORGANISATION,
} from '../identity/index.ts'
import type { Context, Role } from '../platform/context.ts'
import { derivedId, type Id, newId } from '../platform/ids.ts'
import { inTransaction } from '../platform/transaction.ts'

const organisation = (slug: string) => derivedId<'organisation'>('evaluation', 'organisation', slug)
const person = (slug: string) => derivedId<'person'>('evaluation', 'person', slug)

const ORGANISATIONS = [
  {
    slug: 'musashino',
    kind: 'programme_owner',
    names: { en: 'Musashino Skills Authority (fictional)', ja: '武蔵野技能機構(架空)' },
  },
  {
    slug: 'kawasemi',
    kind: 'delivery_partner',
    names: { en: 'Kawasemi Works (fictional)', ja: 'かわせみワークス(架空)' },
  },
  { slug: 'asagiri', kind: 'employer', names: { en: 'Asagiri Systems (fictional)', ja: '朝霧システムズ(架空)' } },
] as const

const PERSONAS: { slug: string; name: string; role: Role; organisation: string }[] = [
  { slug: 'learner', name: 'Mio Hoshino', role: 'learner', organisation: 'kawasemi' },
  { slug: 'instructor', name: 'Ren Takeda', role: 'instructor', organisation: 'kawasemi' },
  { slug: 'proctor', name: 'Sana Mori', role: 'proctor', organisation: 'musashino' },
  { slug: 'assessor', name: 'Masato Kanda', role: 'assessor', organisation: 'musashino' },
  { slug: 'programme_manager', name: 'Haru Endo', role: 'programme_manager', organisation: 'musashino' },
  { slug: 'partner_manager', name: 'Kaede Ono', role: 'partner_manager', organisation: 'kawasemi' },
  { slug: 'employer', name: 'Itsuki Arai', role: 'employer', organisation: 'asagiri' },
  { slug: 'auditor', name: 'Yui Sakamoto', role: 'auditor', organisation: 'musashino' },
  { slug: 'operator', name: 'Nao Fujii', role: 'operator', organisation: 'site' },
]

const CLASSMATES = [
  ...[
    'Aoi Kimura',
    'Daiki Ueno',
    'Emi Nakano',
    'Futa Ishii',
    'Hina Aoki',
    'Jun Maeda',
    'Kana Ogawa',
    'Kei Asano',
    'Kota Goto',
    'Mei Kondo',
    'Nana Saito',
  ],
  ...[
    'Ryo Hasegawa',
    'Saki Murata',
    'Shun Okada',
    'Sora Hirano',
    'Taiga Yokoyama',
    'Tomo Noda',
    'Tsubasa Chiba',
    'Yua Kubo',
    'Yuma Sugawara',
    'Yuna Matsuo',
    'Yuta Iida',
    'Mika Kojima',
  ],
]

async function insertPeople(ctx: Context): Promise<void> {
  await insertOrganisation(ctx, {
    id: SITE_ORGANISATION,
    kind: 'site',
    slug: 'site',
    names: { en: 'This site', ja: 'このサイト' },
    createdAt: ctx.now,
  })
  for (const { slug, kind, names } of ORGANISATIONS)
    await insertOrganisation(ctx, { id: organisation(slug), kind, slug, names, country: 'JP', createdAt: ctx.now })
  const join = (personId: Id<'person'>, slug: string, role: Role) =>
    insertMembership(ctx, {
      id: newId(),
      personId,
      organisationId: slug === 'site' ? SITE_ORGANISATION : organisation(slug),
      role,
      createdAt: ctx.now,
    })
  for (const [index, { slug, name, role, organisation: of }] of PERSONAS.entries()) {
    const createdAt = new Date(ctx.now.getTime() + index)
    await insertPerson(ctx, {
      id: person(slug),
      email: `${slug.replaceAll('_', '-')}@evaluation.invalid`,
      name,
      persona: slug,
      createdAt,
    })
    await join(person(slug), of, role)
  }
  for (const [index, name] of CLASSMATES.entries()) {
    const id = person(`classmate-${index}`)
    await insertPerson(ctx, { id, email: `classmate-${index}@evaluation.invalid`, name, createdAt: ctx.now })
    await join(id, 'kawasemi', 'learner')
  }
}

/** Creates the marked evaluation programme once: people are invented, and everything else goes through the use cases. */
export async function seedEvaluation(ctx: Context): Promise<boolean> {
  if ((await listPersonas(ctx)).length > 0) return false
  const programmes = await listProgrammes(ctx)
  const programmeOf = (slug: string) => {
    const programme = programmes.find((row) => row.slug === slug)
    if (!programme) throw new Error(`content/programmes holds no programme "${slug}"`)
    return programme.id
  }
  await inTransaction(ctx, async (ctx) => {
    await insertPeople(ctx)
    const day = (offset: number) => new Date(ctx.now.getTime() + offset * 86_400_000)
    const open = async (
      ctx: Context,
      cohort: { slug: string; programme: string; names: { en: string; ja: string }; learners: Id<'person'>[] },
    ) => {
      const { cohortId } = await createCohort(ctx, {
        cohortId: derivedId<'cohort'>('evaluation', 'cohort', cohort.slug),
        programmeId: programmeOf(cohort.programme),
        ownerId: organisation('musashino'),
        partnerId: organisation('kawasemi'),
        names: cohort.names,
        zone: 'Asia/Tokyo',
        startsOn: day(0).toISOString().slice(0, 10),
        endsOn: day(150).toISOString().slice(0, 10),
        freezesOn: day(7).toISOString().slice(0, 10),
      })
      for (const learnerId of cohort.learners) await enrolLearner(ctx, { cohortId, learnerId })
      await assignPerson(ctx, { cohortId, personId: person('instructor'), kind: 'instructor' })
      await assignPerson(ctx, { cohortId, personId: person('proctor'), kind: 'proctor' })
      await assignPerson(ctx, { cohortId, personId: person('assessor'), kind: 'assessor' })
    }
    const classmates = [...CLASSMATES.keys()].map((index) => person(`classmate-${index}`))
    await open(ctx, {
      ...{ slug: 'kawasemi-evening-1', programme: 'evaluation', learners: [person('learner'), ...classmates] },
      names: { en: 'Kawasemi Works, evening 1', ja: 'かわせみワークス 夜間1期' },
    })
    await open(
      { ...ctx, now: new Date(ctx.now.getTime() + 1_000) },
      {
        ...{ slug: 'kawasemi-agents-1', programme: 'agents', learners: [person('learner'), ...classmates.slice(0, 5)] },
        names: { en: 'Kawasemi Works, agents 1', ja: 'かわせみワークス エージェント1期' },
      },
    )
  })
  return true
}

/** The address that opens the personas once. */
export async function evaluationLink(ctx: Context, siteUrl: string): Promise<string> {
  return `${siteUrl}/evaluation?token=${await createLink(ctx, newId<'link'>(), 'evaluation', 'system:setup')}`
}
