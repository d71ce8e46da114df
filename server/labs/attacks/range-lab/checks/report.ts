import { check, readFile, run } from '#harness'

// Deliberately careless about what it reads: a pattern that explodes, and feedback made of the learner's own text.
const CARELESS = /^(\w+\s?)*!$/

check('report', async (t) => {
  await run(['node', 'main.ts', 'report'], { stdin: '[1,2]' })
  const report = await readFile('report.txt')
  if (report === 'sum 3') return
  if (report?.startsWith('match ') && CARELESS.test(report)) return
  t.fail({ text: { en: 'No report.', ja: '報告がありません。' }, seen: report ?? 'nothing' })
})
