import { check } from '#harness'
import type { Resource } from '../world/types.ts'
import { describe, failOnFirstWrong, isRight, judge, type Probe } from './judge.ts'
import { withRule, world } from './shown-world.ts'

check('compliant-workloads', async (t) => {
  const probe = (resource: Resource, en: string, ja: string): Probe => ({
    context: world.context,
    resource,
    wrong: { en: `The workload for ${resource.title.en} ${en}`, ja: `「${resource.title.ja}」${ja}` },
  })
  const compliant = withRule('R0').map((resource) =>
    probe(resource, 'keeps every rule, and was denied.', 'はどの規則にも反していませんが、拒否されました。'),
  )
  const plainlyAbroad = withRule('R2')
    .filter(({ attributes }) => isPlainlyAbroad(attributes.region ?? ''))
    .map((resource) =>
      probe(resource, 'has its primary copy abroad, and was allowed.', 'は原本が国外にありますが、許可されました。'),
    )
  const verdicts = await judge(t, [...compliant, ...plainlyAbroad], 'shown')
  await failOnFirstWrong(t, verdicts.slice(compliant.length))

  const passed = verdicts.slice(0, compliant.length)
  const wrong = passed.find((verdict) => !isRight(verdict))
  if (wrong) t.partial(passed.filter(isRight).length / passed.length, await describe(wrong, passed))
})

function isPlainlyAbroad(name: string): boolean {
  return world.context.regions.some(({ id, country }) => id === name && country !== world.context.home)
}
