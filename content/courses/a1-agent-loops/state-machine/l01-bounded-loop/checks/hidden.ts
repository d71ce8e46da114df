import { check, hidden } from '#harness'
import type { ModelPlan, Scenario } from '#model'
import {
  deskWorld,
  drawDesk,
  drawLimits,
  greedy,
  mumbling,
  sorting,
  stammering,
  stuck,
  wandering,
  wanted,
} from '../world/desk.ts'
import { assignmentsOf, broken, hasReached, isFaithful, type Seen, sameAssignments, watch } from './agent.ts'

const DESKS = 4

check('unseen-tasks', async (t) => {
  const random = hidden('unseen-tasks')
  let right = 0
  for (let index = 0; index < DESKS; index++) {
    const desk = drawDesk(random)
    const limits = drawLimits(random, desk)
    const world = deskWorld(desk)
    const seen = await watch({ scenario: sorting, key: random.hex(32) }, world, limits)
    const isRight = sameAssignments(assignmentsOf(world), wanted(desk)) && isFaithful(seen) && !broken(seen, limits)
    if (isRight && seen.outcome.status === 'done') right++
  }
  if (right < DESKS)
    t.fail({
      text: {
        en: `${right} of ${DESKS} unseen desks were sorted faithfully.`,
        ja: `見たことのないデスク${DESKS}件のうち、正しく振り分けられたのは${right}件です。`,
      },
    })
})

const ADVERSARIES: NonNullable<ModelPlan['adversaries']>[] = [
  [{ adversary: 'unknown-tool', at: [1] }],
  [{ adversary: 'truncated-arguments', at: [2] }],
]

/** The result that followed the bent turn, as the model read it. */
function toldAfter({ turns }: Seen, at: number): string {
  return turns[at + 1]?.read.map(({ text }) => text).join(' ') ?? ''
}

const callsInJson = ({ turns }: Seen) =>
  turns.flatMap(({ answer }) => answer.calls).filter((call) => isJson(call.arguments)).length

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

check('tells-errors', async (t) => {
  const random = hidden('tells-errors')
  for (const adversaries of ADVERSARIES) {
    const desk = drawDesk(random)
    const seen = await watch({ scenario: sorting, key: random.hex(32), adversaries }, deskWorld(desk), roomy)
    const told = toldAfter(seen, adversaries[0]!.at[0]!)
    if (told === '' || seen.result.exitCode !== 0)
      t.fail({
        text: {
          en: 'A call that cannot be carried out has to be answered too, with what is wrong; the loop goes on.',
          ja: '行えない呼び出しにも、何が誤りかを答える必要があります。ループは続きます。',
        },
      })
    if (seen.uses.length > callsInJson(seen))
      t.fail({
        text: {
          en: 'A call whose arguments are not JSON was carried out, with arguments that the model did not write.',
          ja: '引数がJSONでない呼び出しが、モデルの書いていない引数で行われました。',
        },
      })
  }
  const desk = drawDesk(random)
  const world = deskWorld(desk, [{ at: 1, tool: 'read_ticket', kind: 'unavailable' }])
  const seen = await watch({ scenario: sorting, key: random.hex(32) }, world, roomy)
  if (!sameAssignments(assignmentsOf(world), wanted(desk)) || seen.outcome.status !== 'done')
    t.fail({
      text: {
        en: 'The desk refused once; a model that is told so tries again and finishes.',
        ja: 'デスクが一度拒否しました。そう伝えられたモデルは、やり直して終えます。',
      },
    })
})

const roomy = { maxTurns: 60, maxToolCalls: 60, maxSameCall: 5 }

check('endless', async (t) => {
  const random = hidden('endless')
  const models: { scenario: Scenario; policy?: ModelPlan['policy'] }[] = [
    { scenario: wandering },
    { scenario: greedy },
    { scenario: sorting, policy: 'looping' },
    { scenario: stuck },
  ]
  for (const plan of models) {
    const limits = { maxTurns: random.int(3, 9), maxToolCalls: random.int(1, 14), maxSameCall: random.int(1, 4) }
    const seen = await watch({ ...plan, key: random.hex(32) }, deskWorld(drawDesk(random)), limits)
    const isStopped = seen.outcome.status === 'stopped' && Object.hasOwn(limits, String(seen.outcome.limit))
    if (broken(seen, limits) || seen.result.timedOut || !isStopped || !hasReached(seen, limits))
      t.fail({
        text: {
          en: 'A model kept the loop going past a limit, the loop stopped before it had reached the limit that it names, or it did not say that it was stopped.',
          ja: 'ループが上限を超えて走らされたか、示した上限に達する前に止まったか、止められたことが示されていません。',
        },
      })
  }
})

check('stops-repeats', async (t) => {
  const random = hidden('stops-repeats')
  const limits = { maxTurns: 40, maxToolCalls: 40, maxSameCall: random.int(2, 4) }
  const repeated = await watch({ scenario: stuck, key: random.hex(32) }, deskWorld(drawDesk(random)), limits)
  if (repeated.uses.length !== limits.maxSameCall || repeated.outcome.limit !== 'maxSameCall')
    t.fail({
      text: {
        en: 'The same call, its keys in another order, was not recognised as the same.',
        ja: 'キーの順序だけが違う同じ呼び出しを、同じものと見分けていません。',
      },
    })
  const changing = await watch({ scenario: wandering, key: random.hex(32) }, deskWorld(drawDesk(random)), {
    ...limits,
    maxTurns: 14,
  })
  if (changing.turns.length !== 14)
    t.fail({
      text: {
        en: 'Calls that differ in their arguments were taken for the same.',
        ja: '引数の異なる呼び出しを、同じものとみなしています。',
      },
    })
  const stammered = await watch({ scenario: stammering, key: random.hex(32) }, deskWorld(drawDesk(random)), limits)
  if (stammered.turns.length !== limits.maxSameCall + 1 || stammered.outcome.limit !== 'maxSameCall')
    t.fail({
      text: {
        en: 'A call whose arguments are not JSON came again with the same text, and was not recognised as the same.',
        ja: 'JSONでない引数の呼び出しが同じ文字列で繰り返されましたが、同じものと見分けていません。',
      },
    })
  const maxToolCalls = random.int(6, 12)
  const mumbled = await watch({ scenario: mumbling, key: random.hex(32) }, deskWorld(drawDesk(random)), {
    ...limits,
    maxToolCalls,
  })
  if (mumbled.turns.length !== maxToolCalls + 1 || mumbled.outcome.limit !== 'maxToolCalls')
    t.fail({
      text: {
        en: 'Calls whose arguments are not JSON are the same only when their text is, and each of them counts.',
        ja: '引数がJSONでない呼び出しは、文字列が同じときだけ同じものです。そして、一回ごとに数えます。',
      },
    })
})
