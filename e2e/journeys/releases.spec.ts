import { createCohortRoom } from '../fixtures/cohort-room.ts'
import { persona, query } from '../fixtures/people.ts'
import { freezeRoom } from '../fixtures/release.ts'
import { site } from '../fixtures/site.ts'
import { eventually } from '../fixtures/solution.ts'
import { expect, test } from '../fixtures/test.ts'

test('a programme manager looks at what would be published and publishes it; an auditor recomputes it', async ({
  pageAs,
}) => {
  const room = await createCohortRoom()
  await freezeRoom(room)
  const manager = await pageAs((await persona('programme_manager')).id)
  const preview = `/manage/releases/${room.programmeId}/${room.ownerId}`

  await test.step('the manager comes to the preview from the list', async () => {
    await manager.goto(`${site().url}/manage/releases`)
    await manager.locator(`a[href="${preview}"]`).first().click()
    await expect(manager.getByRole('heading', { level: 1 })).toContainText(
      'Room organisation: what would be published now',
    )
    await expect(manager.getByText(/\d+ of \d+ figures would be shown\./)).toBeVisible()
    await expect(manager.getByRole('cell', { name: '30', exact: true }).first()).toBeVisible()
  })

  await test.step('they think again, then publish, once', async () => {
    await manager.getByRole('button', { name: 'Publish' }).click()
    const dialog = manager.getByRole('alertdialog')
    await expect(dialog).toContainText('It cannot be changed or taken back')
    await dialog.getByRole('button', { name: 'Not yet' }).click()
    expect(await query('select 1 from releases where programme_id = $1', [room.programmeId])).toHaveLength(0)
    await manager.getByRole('button', { name: 'Publish' }).click()
    await dialog.getByRole('button', { name: 'Publish it' }).click()
    await expect(manager.getByText('This is published already.')).toBeVisible()
    await expect(manager.getByRole('button', { name: 'Publish' })).toHaveCount(0)
  })

  const release = await eventually(async () => {
    const [row] = await query<{ id: string }>(
      'select r.id from releases r join release_seals s on s.release_id = r.id where r.programme_id = $1',
      [room.programmeId],
    )
    return row ?? null
  })

  await test.step('the auditor opens it: no difference, and the signature holds', async () => {
    const auditor = await pageAs((await persona('auditor')).id)
    await auditor.goto(`${site().url}/audit/releases`)
    await auditor.locator(`a[href="/audit/releases/${release.id}"]`).click()
    await expect(auditor.getByRole('heading', { level: 1 })).toHaveText(/\d+ figures, no difference/)
    await expect(auditor.getByText('The facts are those that were counted')).toBeVisible()
    await expect(auditor.getByText('The signature holds')).toBeVisible()
    const download = auditor.waitForEvent('download')
    await auditor.getByRole('link', { name: 'JSON' }).click()
    expect((await download).suggestedFilename()).toMatch(/^release-.*\.json$/)
  })

  await test.step('somebody without an account reads the figures', async () => {
    const anybody = await pageAs(null)
    await anybody.goto(site().url)
    await expect(anybody.getByText('Room organisation').first()).toBeVisible()
  })
})
