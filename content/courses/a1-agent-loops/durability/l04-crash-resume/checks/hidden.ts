import { check, hidden } from '#harness'
import type { WorldFault } from '#model'
import { atSearched, drawPlan, type Plan } from '../world/market.ts'
import { attempt, deathsOf, isRight, isTrueReport, type Trial } from './trial.ts'

const MAX_DEATHS = 40

const again = {
  text: {
    en: 'Started again after being killed, it has to end with exactly one order for each line and nothing else bought.',
    ja: '強制終了のあとにもう一度起動したとき、どの行もちょうど一つの注文で終わり、ほかに何も買っていない必要があります。',
  },
}

/** A first night without faults, and all the places where it can be killed: those at orders first. */
async function firstNight(plan: Plan, stream: string): Promise<{ quiet: Trial; deaths: WorldFault[] }> {
  const quiet = await attempt(plan, hidden(`${stream}/market`))
  const deaths = deathsOf(quiet)
  const isAtOrder = ({ at }: WorldFault) => quiet.steps[at]?.tool === 'order'
  const others = hidden(`${stream}/order`).shuffle(deaths.filter((death) => !isAtOrder(death)))
  return { quiet, deaths: [...deaths.filter(isAtOrder), ...others].slice(0, MAX_DEATHS) }
}

check('every-step', async (t) => {
  const plan = drawPlan(hidden('every-step'), ['key', 'search'])
  const { quiet, deaths } = await firstNight(plan, 'every-step')
  if (!isRight(quiet)) t.fail(again)
  if (!quiet.steps.some(({ tool }) => tool === 'journal'))
    t.fail({
      text: {
        en: 'Nothing was written through the store, so there was no journal to kill the program at.',
        ja: 'ストアを通した書き込みがなく、ジャーナルの書き込みの前後で強制終了できませんでした。',
      },
    })
  for (const death of deaths) {
    const trial = await attempt(plan, hidden('every-step/market'), [death])
    if (!isRight(trial)) t.fail(again)
  }
})

check('killed-again', async (t) => {
  const random = hidden('killed-again')
  const plan = drawPlan(random, ['search', 'key'])
  for (const step of random.shuffle([3, 4, 5, 9, 10, 11]).slice(0, 2)) {
    const first: WorldFault = { at: step, kind: 'kill-before' }
    const second: WorldFault = { at: first.at + random.int(1, 3), kind: random.pick(['kill-before', 'kill-after']) }
    const third: WorldFault = { at: second.at + random.int(1, 3), kind: 'kill-before' }
    const trial = await attempt(plan, hidden('killed-again/market'), [first, second, third])
    if (!isRight(trial)) t.fail(again)
  }
})

/** Nights on which a purchase is left in doubt, and it is hard to find out. */
const doubts = (nth: number): WorldFault[][] => [
  [
    { at: nth, tool: 'order', kind: 'lost' },
    { at: 0, tool: 'search', kind: 'unavailable' },
  ],
  [
    { at: nth, tool: 'order', kind: 'kill-after' },
    { at: 0, tool: 'search', kind: 'lost' },
  ],
  [
    { at: nth, tool: 'order', kind: 'unavailable' },
    { at: nth + 1, tool: 'order', kind: 'lost' },
  ],
  [{ at: nth, tool: 'quote', kind: 'unavailable' }],
]

check('doubts', async (t) => {
  const random = hidden('doubts')
  const plan = drawPlan(random, ['search', 'key'])
  for (const faults of doubts(atSearched(plan))) {
    const trial = await attempt(plan, hidden('doubts/market'), faults)
    if (!isRight(trial))
      t.fail({
        text: {
          en: 'An answer was lost, a refusal was a passing one, or reading back failed at first: each line has to end with exactly one order.',
          ja: '答えが失われた、一時的に拒否された、または最初の読み返しに失敗しました。どの行も、ちょうど一つの注文で終わる必要があります。',
        },
      })
  }
})

check('true-report', async (t) => {
  const plan = drawPlan(hidden('true-report'), ['search', 'key'])
  const { quiet, deaths } = await firstNight(plan, 'true-report')
  const isLate = ({ at }: WorldFault) => at > quiet.steps.findIndex(({ tool }) => tool === 'order')
  for (const death of deaths
    .filter(isLate)
    .toSorted((a, b) => b.at - a.at)
    .slice(0, 2)) {
    const trial = await attempt(plan, hidden('true-report/market'), [death])
    if (!isRight(trial) || !isTrueReport(trial))
      t.fail({
        text: {
          en: 'After a crash the report has to say what was really ordered: every order, its number, its amount, and the sum.',
          ja: 'クラッシュのあとの報告は、実際の発注どおりでなければなりません。すべての注文と番号、金額、そして合計です。',
        },
      })
  }
  if (!isTrueReport(quiet)) t.fail({ text: { en: 'The report is not true.', ja: '報告が事実と違います。' } })
})
