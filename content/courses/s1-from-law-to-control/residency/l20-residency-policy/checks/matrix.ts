import { check, hidden, type Random, type Text } from '#harness'
import { buildContext } from '../world/build.ts'
import { type Case, recipes } from '../world/recipes.ts'
import { isRight, judge, type Probe } from './judge.ts'

const cases = 300
const perRecipe = 8
const worlds = 10
const nearly = 285

const topics: [topic: Text, recipes: RegExp][] = [
  [{ en: 'what is missing or unknown', ja: '書かれていないもの、台帳にないもの' }, /^(missing|unknown)/],
  [{ en: 'exemptions and their dates', ja: '適用除外とその期日' }, /^exemption/],
  [{ en: 'who can use a key', ja: '鍵を使える者' }, /key|^runtime/],
  [{ en: 'places and how they are written', ja: '場所とその書き方' }, /outside|lookalike|not-listed/],
  [{ en: 'several reasons at once', ja: '理由が重なる場合' }, /^two/],
  [{ en: 'workloads that keep every rule', ja: 'どの規則にも反していないワークロード' }, /^compliant/],
]

check('matrix', async (t) => {
  const random = hidden('matrix')
  const drawn = drawCases(random)
  const verdicts = await judge(t, drawn, 'hidden')
  const wrong = verdicts.filter((verdict) => !isRight(verdict))
  if (wrong.length === 0) return

  const missed = topics.filter(([topic]) => wrong.some((verdict) => verdict.wrong === topic)).map(([topic]) => topic)
  const right = cases - wrong.length
  // Nearly right is worth at most a quarter: one leaking class of case is what an auditor would find.
  t.partial(Math.max(0, (right - nearly) / (cases - nearly)) / 4, {
    text: {
      en: `${right} of ${cases} unseen cases were judged rightly. What went wrong concerns: ${missed.map(({ en }) => en).join('; ')}.`,
      ja: `初めて見る${cases}件のうち、${right}件を正しく判定しました。誤りは次の点に関わります。${missed.map(({ ja }) => `「${ja}」`).join('')}`,
    },
  })
})

function drawCases(random: Random): Probe[] {
  const names = Object.keys(recipes).flatMap((name) => Array.from({ length: perRecipe }, () => name))
  const fill = Array.from({ length: cases - names.length }, () => 'compliant')
  const contexts = Array.from({ length: worlds }, () => buildContext(random))
  const probes = random.shuffle([...names, ...fill]).map((name, index): Probe => {
    const context = contexts[index % worlds]
    const recipe = recipes[name]
    const topic = topics.find(([, pattern]) => pattern.test(name))
    if (!context || !recipe || !topic) throw new Error(`no topic for the recipe ${name}`)
    const { resource, exemptions } = rename(random, recipe(random, context))
    context.exemptions.push(...exemptions)
    return { context, resource, wrong: topic[0] }
  })
  return probes
}

// Workloads recur within a world, so each case gets an id of its own; it also gives away nothing that was shown.
function rename(random: Random, { resource, exemptions }: Case): Case {
  const id = `${resource.id}-${random.hex(3)}`
  return {
    resource: { ...resource, id },
    exemptions: exemptions.map((one) => ({ ...one, resource: one.resource === resource.id ? id : one.resource })),
  }
}
