import { check } from '#harness'
import { describe, isRight, judge, type Probe, type Verdict } from './judge.ts'
import { world } from './shown-world.ts'

check('explanation', async (t) => {
  const probes = world.resources.map(
    (resource): Probe => ({
      context: world.context,
      resource,
      wrong: {
        en: `The decision on ${resource.title.en} is right, but it names another rule or gives no reason.`,
        ja: `「${resource.title.ja}」の判定は正しいのですが、規則の名前が違うか、理由が書かれていません。`,
      },
    }),
  )
  const verdicts = await judge(t, probes, 'shown')
  const right = verdicts.filter(isRight)
  const denied = right.filter(({ expected }) => expected.effect === 'deny')
  // Below this there is too little to explain: a policy that denies, or allows, everything has no reasons.
  if (right.length < verdicts.length * 0.8 || new Set(denied.map(({ expected }) => expected.rule)).size < 3) {
    t.fail({
      text: {
        en: `${right.length} of ${verdicts.length} decisions are right. Reasons are read once four in five are, for at least three rules.`,
        ja: `${verdicts.length}件のうち、正しい判定は${right.length}件です。8割以上が正しく、三つ以上の規則で拒否できるようになってから、理由を確認します。`,
      },
    })
  }
  const unexplained = right.find((verdict) => !isExplained(verdict))
  if (unexplained) t.fail(await describe(unexplained, verdicts))
})

function isExplained({ expected, seen }: Verdict): boolean {
  return seen !== null && seen.rule === expected.rule && seen.reason.trim() !== '' && seen.reason.length <= 500
}
