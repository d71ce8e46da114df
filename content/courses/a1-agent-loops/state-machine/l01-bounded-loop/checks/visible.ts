import { check, params } from '#harness'
import { type Desk, deskWorld, greedy, type Limits, sorting, wandering, wanted } from '../world/desk.ts'
import { assignmentsOf, broken, failIfCrashed, isFaithful, sameAssignments, toldOf, watch } from './agent.ts'

const { desk, limits } = params as unknown as { desk: Desk; limits: Limits }
const key = '5e'.repeat(32)
const where = { file: 'agent/loop.ts' }

check('does-the-task', async (t) => {
  const world = deskWorld(desk)
  const seen = await watch({ scenario: sorting, key }, world, limits)
  failIfCrashed(t, seen)
  const found = assignmentsOf(world)
  if (!sameAssignments(found, wanted(desk)))
    t.fail({
      text: {
        en: 'Not every ticket went to the team of its category. Read the trace of this check: which call was not carried out, or not answered?',
        ja: 'すべてのチケットが正しいチームに渡ってはいません。この検査のトレースを見てください。行われていない、または答えられていない呼び出しはどれですか。',
      },
      expected: JSON.stringify(wanted(desk)),
      seen: JSON.stringify(found),
      where,
    })
  if (!isFaithful(seen))
    t.fail({
      text: {
        en: 'Each call has to be carried out once, in the order in which the model asked.',
        ja: '呼び出しはそれぞれ一度だけ、モデルが求めた順に行う必要があります。',
      },
      where,
    })
  if (
    seen.outcome.status !== 'done' ||
    typeof seen.outcome.answer !== 'string' ||
    !seen.outcome.answer.startsWith('Sorted')
  )
    t.fail({
      text: {
        en: 'When the model is done, the outcome is { status: "done", answer } with what it said last.',
        ja: 'モデルが終えたとき、結果は { status: "done", answer } で、answer は最後の発言です。',
      },
      expected: '{"status":"done","answer":"Sorted …"}',
      seen: JSON.stringify(seen.outcome),
      where,
    })
})

check('turn-limit', async (t) => {
  const tight = { maxTurns: 6, maxToolCalls: 50, maxSameCall: 50 }
  const seen = await watch({ scenario: wandering, key }, deskWorld(desk), tight)
  failIfCrashed(t, seen)
  if (seen.turns.length !== 6 || seen.outcome.status !== 'stopped' || seen.outcome.limit !== 'maxTurns')
    t.fail({
      text: {
        en: 'A model that never ends may be asked 6 times here; then the outcome says which limit stopped it.',
        ja: '終わらないモデルにここで問えるのは6回までです。そのあと、どの上限で止まったかを結果に示します。',
      },
      expected: '6 turns, {"status":"stopped","limit":"maxTurns"}',
      seen: toldOf(seen, seen.turns.length, tight.maxTurns, 'turn'),
      where,
    })
})

check('tool-limit', async (t) => {
  const tight = { maxTurns: 50, maxToolCalls: 15, maxSameCall: 50 }
  const seen = await watch({ scenario: greedy, key }, deskWorld(desk), tight)
  failIfCrashed(t, seen)
  if (broken(seen, tight) || seen.uses.length !== 15 || seen.outcome.limit !== 'maxToolCalls')
    t.fail({
      text: {
        en: 'A model that asks for 12 things at once may have 15 carried out here, not one more and not fewer.',
        ja: '一度に12件を求めるモデルについて、ここで行えるのは15回までです。それより多くても少なくてもいけません。',
      },
      expected: '15 calls, {"status":"stopped","limit":"maxToolCalls"}',
      seen: toldOf(seen, seen.uses.length, tight.maxToolCalls, 'call'),
      where,
    })
})
