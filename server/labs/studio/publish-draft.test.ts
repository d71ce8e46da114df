import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { publishContent } from '../../cli/publish-content.ts'
import { LONG, setUpStudio } from '../studio-fixture-queries.ts'
import type { TestDraft } from './fixture.ts'
import { readDraftArchive } from './read-archive.ts'
import { listDrafts, readDraftFile } from './read-drafts.ts'

const { database, draft, declareProven, publish, auditOf, organisationId } = setUpStudio()

describe('publishing', () => {
  test('takes only files that are proven as they are', async () => {
    const made = await draft()
    const { manifestDigest } = await made.read()
    await expect(publish(made, manifestDigest)).rejects.toMatchObject({ reason: 'notProven' })
    const proven = await declareProven(made)
    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    await expect(publish(made, proven)).rejects.toMatchObject({ code: 'conflict', reason: 'draftMoved' })
    await expect(publish(made, (await made.read()).manifestDigest)).rejects.toMatchObject({ reason: 'notProven' })
    expect((await made.read()).publications).toEqual([])
  })

  test('makes version 1 once, and version 2 after an edit', { timeout: LONG }, async () => {
    const made = await draft()
    const first = await declareProven(made)
    const [once, again] = await Promise.all([publish(made, first), publish(made, first)])
    expect(once).toEqual(again)
    expect(once.number).toBe(1)
    expect(await made.read()).toMatchObject({
      state: 'published',
      number: 1,
      publications: [{ number: 1, isCurrent: true }],
    })

    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    expect(await made.read()).toMatchObject({ state: 'draft', number: 1 })
    const second = await publish(made, await declareProven(made))
    expect(second.number).toBe(2)
    expect(second.versionId).not.toBe(once.versionId)
    const { rows } = await database.db.execute(sql`
      select v.id, (select count(*)::int from content_files f where f.version_id = v.id and f.path like 'solution/%') as solutions,
        a.owner_id, a.module_id, a.current_version_id from content_versions v join activities a on a.id = v.activity_id
      where v.id in (${once.versionId}, ${second.versionId}) order by v.published_at`)
    const activity = {
      solutions: 0,
      owner_id: organisationId(),
      module_id: null,
      current_version_id: second.versionId,
    }
    expect(rows).toEqual([
      { id: once.versionId, ...activity },
      { id: second.versionId, ...activity },
    ])
    expect((await auditOf(made.draftId)).filter((action) => action === 'labDraft.publish')).toHaveLength(2)
    expect((await listDrafts(made.ctx())).drafts.find(({ id }) => id === made.draftId)).toMatchObject({
      ...{ state: 'published', number: 2 },
    })
  })

  test('cannot be changed afterwards by any process', async () => {
    const made = await draft()
    const { versionId } = await publish(made, await declareProven(made))
    for (const statement of [
      sql`update lab_publications set number = 7 where draft_id = ${made.draftId}`,
      sql`delete from lab_publications where draft_id = ${made.draftId}`,
      sql`update content_versions set digest = 'x' where id = ${versionId}`,
      sql`update content_files set path = 'x' where version_id = ${versionId}`,
      sql`delete from content_files where version_id = ${versionId}`,
      sql`update lab_draft_saves set path = 'x' where draft_id = ${made.draftId}`,
    ])
      for (const db of [database.db, database.runnerDb])
        await expect(db.execute(statement)).rejects.toMatchObject({ cause: { code: '42501' } })
  })

  test('can become content, which the studio never takes over again', async () => {
    const made = await draft()
    await publish(made, await declareProven(made))
    await adopt(made)
    const { rows } = await database.db.execute(
      sql`select owner_id from activities where id = (select lab_id from lab_drafts where id = ${made.draftId})`,
    )
    expect(rows).toEqual([{ owner_id: null }])
    await made.write('README.en.md', ':::step{#add}\nOther words.\n:::\n')
    await expect(publish(made, await declareProven(made))).rejects.toMatchObject({ reason: 'labAdopted' })
  })

  test('refuses a code that another lab of the organisation has', async () => {
    const [one, two] = [await draft(), await draft()]
    await publish(one, await declareProven(one))
    const yaml = (await readDraftFile(two.ctx(), { draftId: two.draftId, path: 'lab.yaml' })).content!
    await two.write('lab.yaml', yaml.replace(/^code: .*$/m, `code: ${(await one.read()).code}`))
    await expect(publish(two, await declareProven(two))).rejects.toMatchObject({ reason: 'labCodeTaken' })
  })

  test('can be taken out as a folder with every file', async () => {
    const made = await draft()
    await publish(made, await declareProven(made))
    const { name, file } = await readDraftArchive(made.ctx(), { draftId: made.draftId, number: 1 })
    expect(name).toBe(`${made.slug}-v1.tar`)
    const names = Buffer.from(file, 'base64').toString('latin1')
    for (const path of ['lab.yaml', 'solution/main.ts', 'wrong/shown-only/wrong.yaml'])
      expect(names).toContain(`${made.slug}/${path}`)
    await expect(readDraftArchive(made.ctx(), { draftId: made.draftId, number: 2 })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

/** Unpacks version 1 below a module of a copy of the content, and publishes that. */
async function adopt({ draftId, slug, ctx }: TestDraft): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'terakoya-adopt-'))
  try {
    cpSync('content', folder, { recursive: true })
    const module = join(folder, 'courses/s1-from-law-to-control/residency')
    const { file } = await readDraftArchive(ctx(), { draftId, number: 1 })
    execFileSync('tar', ['-x', '-C', module], { input: Buffer.from(file, 'base64') })
    appendFileSync(join(module, 'module.yaml'), `  - { kind: lab, folder: ${slug} }\n`)
    await publishContent(database.context(), [folder])
  } finally {
    rmSync(folder, { recursive: true })
  }
}
