import { check, shown } from '#harness'
import type { Resource } from '../world/types.ts'
import { failOnFirstWrong, judge, type Probe } from './judge.ts'
import { withRule, world } from './shown-world.ts'

check('missing-attribute', async (t) => {
  const { context } = world
  const random = shown('missing-attribute')
  const described = withRule('R1').map(
    (resource): Probe => ({
      context,
      resource,
      wrong: {
        en: `The entry for ${resource.title.en} leaves something out or names something unknown, and was allowed.`,
        ja: `「${resource.title.ja}」には、書かれていない項目か、台帳にない名前がありますが、許可されました。`,
      },
    }),
  )
  const complete = random.shuffle(withRule('R0')).slice(0, context.required.length)
  const stripped = complete.map((resource, index): Probe => {
    const name = context.required[index] as keyof Resource['attributes']
    const { [name]: _removed, ...attributes } = resource.attributes
    return {
      context: { ...context },
      resource: { ...resource, attributes },
      wrong: {
        en: `The entry for ${resource.title.en} was allowed without its "${name}".`,
        ja: `「${resource.title.ja}」から ${name} を取り除いても、許可されました。`,
      },
    }
  })
  const controls = complete.map(
    (resource): Probe => ({
      context,
      resource,
      wrong: {
        en: `The entry for ${resource.title.en} is complete and keeps every rule, and was denied.`,
        ja: `「${resource.title.ja}」は項目がそろい、どの規則にも反していませんが、拒否されました。`,
      },
    }),
  )
  await failOnFirstWrong(t, await judge(t, [...described, ...stripped, ...controls], 'shown'))
})
