import { check, type Text } from '#harness'
import { dayAfter } from '../world/build.ts'
import type { Exemption, PlaceKind, Resource } from '../world/types.ts'
import { failOnFirstWrong, judge, type Probe } from './judge.ts'
import { world } from './shown-world.ts'

const copies: Partial<Record<PlaceKind, Text>> = {
  replica: { en: 'A replica', ja: 'レプリカ' },
  backup: { en: 'A backup', ja: 'バックアップ' },
  log: { en: 'A log', ja: 'ログ' },
}

check('expired-exemption', async (t) => {
  const probes = world.context.exemptions.flatMap((exemption) => {
    const resource = world.resources.find(({ id }) => id === exemption.resource)
    return resource ? probesFor(exemption, resource) : []
  })
  await failOnFirstWrong(t, await judge(t, probes, 'shown'))
})

function probesFor(exemption: Exemption, resource: Resource): Probe[] {
  const { from, until, kind } = exemption
  const copy = {
    en: `${copies[kind]?.en} of ${resource.title.en}`,
    ja: `「${resource.title.ja}」の${copies[kind]?.ja}`,
  }
  const on = (today: string, en: string, ja: string): Probe => ({
    context: { ...world.context, today },
    resource,
    wrong: { en: `${copy.en} ${en}`, ja: `${copy.ja}${ja}` },
  })
  const after = (days: number) =>
    on(
      dayAfter(until, days),
      `was allowed ${days} ${days === 1 ? 'day' : 'days'} after its exemption ended.`,
      `が、適用除外の終了から${days}日後に許可されました。`,
    )
  return [
    after(20),
    after(1),
    on(
      dayAfter(from, -1),
      'was allowed the day before its exemption began.',
      'が、適用除外の始まる前日に許可されました。',
    ),
    on(from, 'was denied on the first day of its exemption.', 'が、適用除外の初日に拒否されました。'),
    on(until, 'was denied on the last day of its exemption.', 'が、適用除外の最終日に拒否されました。'),
  ]
}
