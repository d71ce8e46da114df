import { type CheckContext, check, hidden, params, run } from '#harness'
import { drawNumbers } from '../world/params.ts'

const total = (numbers: number[]) => String(numbers.reduce((sum, number) => sum + number, 0))

async function judge(t: CheckContext, numbers: number[], argument: string): Promise<void> {
  const expected = total(numbers)
  const result = await run(['node', 'main.ts', argument], { stdin: JSON.stringify(numbers) })
  if (result.exitCode === 0 && result.stdout.trim() === expected) return
  t.fail({
    text: { en: 'The sum is wrong.', ja: '合計が違います。' },
    expected,
    seen: result.stdout,
    where: { file: result.stderr.split('\n')[0] ?? '', line: Number(result.stderr.split('\n')[1]) },
  })
}

check('shown', (t) => judge(t, params as number[], 'shown'))
check('unseen', (t) => judge(t, drawNumbers(hidden('numbers')), 'unseen'))
