import { load } from './load.ts'
import { median, print, quantile } from './measure.ts'
import { activityOf, signInLearners } from './people.ts'
import type { Site } from './site.ts'

const ROUNDS = 15
const SECONDS = 1

/**
 * The signed-in course page against the barest page this application can serve: the root layout and one query.
 * Both are measured in many short turns, so that whatever else the machine does slows both.
 */
export async function measurePages(site: Site): Promise<void> {
  const [learner] = await signInLearners(site, 1)
  const { course } = await activityOf(learner!, 'lesson')
  const { cookie } = learner!
  const floorCall = [{ path: '/bench-floor', cookie }]
  const pageCall = [{ path: `/learn/courses/${course.slug}`, cookie }]
  await load(site.url, floorCall, 2)
  await load(site.url, pageCall, 3)
  const floors: number[] = []
  const pages: { rps: number; latencies: number[] }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    floors.push((await load(site.url, floorCall, SECONDS)).rps)
    pages.push(await load(site.url, pageCall, SECONDS))
  }
  print('rsc_floor_rps', median(floors), 'requests/s')
  print('page_rps', median(pages.map(({ rps }) => rps)), 'requests/s')
  print('page_to_floor', median(pages.map(({ rps }, round) => rps / floors[round]!)), 'ratio')
  print(
    'page_p95_ms',
    quantile(
      pages.flatMap(({ latencies }) => latencies),
      0.95,
    ),
    'ms',
  )
}
