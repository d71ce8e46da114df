import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { ApiClient } from '../fixtures/api.ts'
import { createCohortRoom } from '../fixtures/cohort-room.ts'
import { admitNewest, openExam } from '../fixtures/exam.ts'
import { editorReady } from '../fixtures/lab-page.ts'
import { askNow, createMarket } from '../fixtures/market.ts'
import { observe } from '../fixtures/observation.ts'
import { createLearner, persona, query } from '../fixtures/people.ts'
import { publishRoom } from '../fixtures/release.ts'
import { submitForReview } from '../fixtures/review.ts'
import { site } from '../fixtures/site.ts'
import { activitiesOf, certify } from '../fixtures/solution.ts'
import { publishDraft } from '../fixtures/studio.ts'
import { expect, test } from '../fixtures/test.ts'

/** Each page is loaded once a language and looked at in both, wide and narrow. */
const LANGUAGES = {
  en: [
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 360 },
  ],
  ja: [
    { theme: 'light', width: 1440 },
    { theme: 'dark', width: 390 },
  ],
} as const
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Every page with the person it is for; ids are filled in from what the set-up made. */
const PAGES: [who: string | null, path: string][] = [
  [null, '/'],
  [null, '/sign-in'],
  [null, '/evaluation'],
  [null, '/verify'],
  [null, '/credentials/{handle}'],
  [null, '/reset'],
  [null, `/keep-account/${'A'.repeat(43)}`],
  [null, '/no-such-page'],
  ['learner', '/learn'],
  ['learner', '/learn/courses'],
  ['learner', '/learn/courses/s1-from-law-to-control'],
  ['learner', '/learn/lessons/{lesson}'],
  ['learner', '/learn/quizzes/{quiz}'],
  ['learner', '/learn/exams/{exam}'],
  ['learner', '/learn/labs'],
  ['learner', '/learn/labs/{workspace}'],
  ['learner', '/learn/results'],
  ['learner', '/learn/results/{submission}'],
  ['learner', '/learn/credentials'],
  ['learner', '/account'],
  ['learner', '/account/notifications'],
  ['instructor', '/teach'],
  ['instructor', '/teach/submissions'],
  ['instructor', '/teach/submissions/{submission}'],
  ['instructor', '/teach/studio'],
  ['instructor', '/teach/studio/new'],
  ['instructor', '/teach/studio/{draft}'],
  ['instructor', '/teach/grades'],
  ['instructor', '/teach/submissions/{submission}/compare/{earlier}'],
  ['learner', '/learn/roles'],
  ['learner', '/learn/observations/{observation}'],
  ['proctor', '/assess'],
  ['assessor', '/assess'],
  ['assessor', '/assess/observations/{observed}/data-residency-practitioner'],
  ['assessor', '/assess/reviews/{review}'],
  ['assessor', '/assess/signed/{observation}'],
  ['programme_manager', '/manage'],
  ['programme_manager', '/manage/cohorts/{cohort}'],
  ['programme_manager', '/manage/cohorts/new'],
  ['programme_manager', '/manage/cohorts/{room}/settings'],
  ['programme_manager', '/manage/cohorts/{room}/team'],
  ['programme_manager', '/manage/cohorts/{room}/roster'],
  ['programme_manager', '/manage/cohorts/{room}/roster/import'],
  ['programme_manager', '/manage/cohorts/{room}/roster/{enrolment}'],
  ['programme_manager', '/manage/programmes'],
  ['programme_manager', '/manage/programmes/new'],
  ['programme_manager', '/manage/programmes/{programme}'],
  ['programme_manager', '/manage/people'],
  ['programme_manager', '/manage/releases'],
  ['programme_manager', '/manage/releases/{programme}/{owner}'],
  ['employer', '/hire'],
  ['employer', '/hire/openings'],
  ['employer', '/hire/openings/new'],
  ['employer', '/hire/openings/{opening}'],
  ['employer', '/hire/candidates/{consent}'],
  ['employer', '/hire/placements'],
  [null, '/employers/join'],
  [null, '/confirmations/{secret}'],
  ['learner', '/learn/sharing'],
  ['learner', '/learn/sharing/seen'],
  ['learner', '/learn/sharing/openings/{opening}?items=name&items=evidence&items=credentials'],
  ['programme_manager', '/manage/employers'],
  ['operator', '/operate/employers'],
  ['auditor', '/audit'],
  ['auditor', '/audit/grades'],
  ['auditor', '/audit/grades/{submission}'],
  ['auditor', '/audit/releases'],
  ['auditor', '/audit/releases/{release}'],
  ['operator', '/operate'],
  ['operator', '/operate/organisations'],
  ['operator', '/operate/egress'],
  ['operator', '/operate/keys'],
  ['operator', '/operate/backups'],
  ['operator', '/operate/upgrade'],
  ['operator', '/operate/quotas'],
  ['operator', '/operate/quotas/{owner}'],
  ['operator', '/operate/queues'],
  ['operator', '/operate/people'],
]

interface Prepared {
  ids: Record<string, string>
  people: Record<string, string>
}

let prepared: Prepared

test.beforeAll(async () => {
  const learner = await createLearner()
  const client = await ApiClient.as(learner.id)
  const activities = await activitiesOf(client)
  const of = (kind: string) => activities.find((activity) => activity.kind === kind)!.id
  const { workspaceId } = await client.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: of('lab') })
  const earlier = await client.mutate<{ submissionId: string }>('assessment.submit', {
    ...{ submitId: crypto.randomUUID(), workspaceId },
  })
  const { handle, submissionId } = await certify(client, await ApiClient.as((await persona('proctor')).id))
  const room = await createCohortRoom()
  const [cohort] = await query<{ id: string }>('select id from cohorts order by created_at limit 1')
  const { enrolmentId, observation } = await observe(learner.id)
  const market = await createMarket(learner.id)
  const names = ['instructor', 'proctor', 'assessor', 'programme_manager', 'employer', 'auditor', 'operator']
  const people = await Promise.all(names.map(async (name) => [name, (await persona(name)).id] as const))
  prepared = {
    ids: {
      handle,
      exam: (await openExam(client)).attemptId,
      review: (await submitForReview(learner.id)).submissionId,
      submission: submissionId,
      earlier: earlier.submissionId,
      observed: enrolmentId,
      observation: observation.observationId,
      workspace: workspaceId,
      draft: (await publishDraft(await ApiClient.as((await persona('instructor')).id))).draftId,
      lesson: of('lesson'),
      quiz: of('quiz'),
      cohort: cohort!.id,
      opening: market.openingId,
      consent: market.consentId,
      secret: await askNow(market.placementId),
      room: room.cohortId,
      enrolment: room.enrolmentId,
      programme: room.programmeId,
      owner: room.ownerId,
      release: await publishRoom(room),
    },
    people: { learner: learner.id, ...Object.fromEntries(people) },
  }
})

/** What is wrong with the page as it stands, each with where. */
async function faultsOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(TAGS).exclude('.monaco-editor').exclude('.xterm')
  const { violations } = await axe.analyze()
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id} at ${node.target.join(' ')}`))
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  return overflow > 1 ? [...found, `${overflow} px wider than the window`] : found
}

for (const [language, looks] of Object.entries(LANGUAGES))
  for (const who of new Set(PAGES.map(([person]) => person))) {
    test(`axe finds nothing on any page of ${who ?? 'nobody'} in ${language}, light and dark, wide and narrow`, async ({
      pageAs,
    }) => {
      const found: string[] = []
      const page = await pageAs(who && prepared.people[who]!, { locale: language })
      if (who === 'learner') await admitNewest(prepared.ids.exam!)
      await page.context().addCookies([{ name: 'locale', value: language, url: site().url }])
      for (const [, path] of PAGES.filter(([person]) => person === who)) {
        await page.setViewportSize({ width: looks[0].width, height: 900 })
        await page.emulateMedia({ colorScheme: looks[0].theme })
        await page.goto(site().url + path.replaceAll(/\{(\w+)\}/g, (_, name: string) => prepared.ids[name]!))
        if (/\{(workspace|draft)\}/.test(path)) await editorReady(page)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        expect(await page.locator('html').getAttribute('lang')).toMatch(new RegExp(`^${language}`))
        for (const { theme, width } of looks) {
          await page.setViewportSize({ width, height: 900 })
          await page.emulateMedia({ colorScheme: theme })
          found.push(...(await faultsOf(page)).map((fault) => `${path}, ${theme}, ${width} px: ${fault}`))
        }
      }
      expect(found).toEqual([])
    })
  }
