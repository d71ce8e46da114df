import { insertOrganisation } from '../../identity/index.ts'
import type { Actor, Context } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { actorWith, type TestDatabase } from '../../platform/testing/database.ts'
import { createDraft } from './create-draft.ts'
import { readDraft, readDraftFile } from './read-drafts.ts'
import { saveDraftFile } from './save-draft-file.ts'

/** An organisation with one instructor. */
export async function createStudio(database: TestDatabase) {
  const organisationId = newId<'organisation'>()
  const names = { en: 'Studio Works', ja: 'スタジオ工房' }
  const setup = database.context()
  await insertOrganisation(setup, {
    ...{ id: organisationId, kind: 'delivery_partner', slug: `studio-${organisationId}`, names },
    ...{ country: 'JP', createdAt: setup.now },
  })
  return { organisationId, instructor: actorWith('instructor', organisationId) }
}

type Author = Actor & { kind: 'person' }

/** A draft from the template, with what a test does to it. */
export async function createTestDraft(database: TestDatabase, author: Author, slug = `lab-${newId().slice(-8)}`) {
  const ctx = (): Context => database.context(author)
  const { organisationId } = author.memberships[0]!
  const title = { en: 'Adding up', ja: '合計' }
  const draftId = newId<'labDraft'>()
  await createDraft(ctx(), { draftId, organisationId, slug, title })
  const read = () => readDraft(ctx(), { draftId })
  const write = async (path: string, content: string | null, as: Author = author) => {
    const known = await readDraftFile(ctx(), { draftId, path }).catch(() => null)
    const save = { draftId, saveId: newId(), path, content, baseRevision: known?.revision ?? 0 }
    return saveDraftFile(database.context(as), save)
  }
  return { draftId, slug, ctx, read, write }
}

export type TestDraft = Awaited<ReturnType<typeof createTestDraft>>
