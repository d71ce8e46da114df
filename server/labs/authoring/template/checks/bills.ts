import { type CheckContext, check, hidden, params, run, writeFile } from '#harness'
import { drawBill, type Line } from '../world/bill.ts'

check('shown-bill', async (t) => {
  const { bill } = params as unknown as { bill: Line[] }
  await expectTotal(t, 'bill.json', bill)
})

check('unseen-bills', async (t) => {
  const random = hidden('bills')
  for (const number of [1, 2, 3]) {
    const bill = drawBill(random)
    const path = `unseen-${number}.json`
    await writeFile(path, JSON.stringify(bill))
    await expectTotal(t, path, bill)
  }
})

async function expectTotal(t: CheckContext, path: string, bill: Line[]): Promise<void> {
  const expected = String(bill.reduce((sum, { amount }) => sum + amount, 0))
  const { exitCode, stdout, stderr } = await run(['node', 'main.ts', path])
  const seen = stdout.trim()
  if (exitCode === 0 && seen === expected) return
  t.fail({
    text: { en: 'The total is not that of the bill.', ja: '合計が請求書と一致しません。' },
    expected,
    seen: seen || stderr,
    where: { file: 'main.ts' },
  })
}
