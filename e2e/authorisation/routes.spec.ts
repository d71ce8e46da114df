import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ApiClient } from '../fixtures/api.ts'
import { createCohortRoom } from '../fixtures/cohort-room.ts'
import { openExam } from '../fixtures/exam.ts'
import { createMarket } from '../fixtures/market.ts'
import { observe, ROLE } from '../fixtures/observation.ts'
import { createLearner, createPerson, persona, query } from '../fixtures/people.ts'
import { publishRoom } from '../fixtures/release.ts'
import { submitForReview } from '../fixtures/review.ts'
import { activitiesOf, certify } from '../fixtures/solution.ts'
import { publishDraft } from '../fixtures/studio.ts'
import { expect, test } from '../fixtures/test.ts'

const ACTORS = [
  'anonymous',
  'outsider',
  'victim',
  'instructor',
  'proctor',
  'assessor',
  'programme_manager',
  'partner_manager',
  'employer',
  'auditor',
  'operator',
] as const
type ActorName = (typeof ACTORS)[number]
type Allowed = readonly ActorName[] | 'everyone' | 'signed in'

const LEARNERS = ['outsider', 'victim'] as const
const MANAGERS = ['programme_manager', 'partner_manager'] as const

/** Who may open what: every page.tsx and route.ts below app/, by its address. */
const ROUTES: Record<string, Allowed> = {
  '/': 'everyone',
  '/sign-in': 'everyone',
  '/verify': 'everyone',
  '/evaluation': 'everyone',
  '/evaluation/enter': 'everyone',
  '/reset': 'everyone',
  '/reset/[token]': 'everyone',
  '/invitation/[token]': 'everyone',
  '/keep-account/[token]': 'everyone',
  '/set-up/[token]': 'everyone',
  '/credentials/[id]': 'everyone',
  '/credentials/[id]/json': 'everyone',
  '/status/[listId]': 'everyone',
  '/issuer': 'everyone',
  '/api/auth/[...nextauth]': 'everyone',
  '/api/trpc/[trpc]': 'everyone',
  '/bench-floor': [],
  '/account': 'signed in',
  '/account/export/[exportId]': [],
  '/account/notifications': 'signed in',
  '/account/notifications/[noticeId]': [],
  '/learn': LEARNERS,
  '/learn/courses': LEARNERS,
  '/learn/courses/[slug]': ['victim'],
  '/learn/lessons/[activityId]': ['victim'],
  '/learn/quizzes/[activityId]': ['victim'],
  '/learn/exams/[attemptId]': ['victim'],
  '/learn/labs': LEARNERS,
  '/learn/labs/[workspaceId]': ['victim'],
  '/learn/results': LEARNERS,
  '/learn/results/[submissionId]': ['victim'],
  '/learn/credentials': LEARNERS,
  '/teach': ['instructor'],
  '/teach/submissions': ['instructor'],
  '/teach/submissions/[submissionId]': ['instructor'],
  '/teach/studio': ['instructor'],
  '/teach/studio/new': ['instructor'],
  '/teach/studio/[draftId]': ['instructor'],
  '/teach/studio/[draftId]/versions/[number]': ['instructor'],
  '/teach/grades': ['instructor'],
  '/teach/submissions/[submissionId]/compare/[withId]': ['instructor'],
  '/learn/roles': LEARNERS,
  '/learn/observations/[observationId]': ['victim'],
  '/assess': ['proctor', 'assessor'],
  '/assess/observations/[enrolmentId]/[roleCode]': ['assessor'],
  '/assess/reviews/[submissionId]': ['assessor'],
  '/assess/signed/[observationId]': ['assessor'],
  '/manage': MANAGERS,
  '/manage/cohorts/[cohortId]': MANAGERS,
  '/manage/cohorts/new': ['programme_manager'],
  '/manage/cohorts/[cohortId]/settings': ['programme_manager'],
  '/manage/cohorts/[cohortId]/team': MANAGERS,
  '/manage/cohorts/[cohortId]/roster': MANAGERS,
  '/manage/cohorts/[cohortId]/roster/import': MANAGERS,
  '/manage/cohorts/[cohortId]/roster/file': MANAGERS,
  '/manage/cohorts/[cohortId]/roster/[enrolmentId]': MANAGERS,
  '/manage/programmes': ['programme_manager'],
  '/manage/programmes/new': ['programme_manager'],
  '/manage/programmes/[programmeId]': ['programme_manager'],
  '/manage/people': MANAGERS,
  '/manage/releases': ['programme_manager'],
  '/manage/releases/[programmeId]/[ownerId]': ['programme_manager'],
  '/hire': ['employer'],
  '/hire/openings': ['employer'],
  '/hire/openings/new': ['employer'],
  '/hire/openings/[openingId]': ['employer'],
  '/hire/candidates/[consentId]': ['employer'],
  '/hire/placements': ['employer'],
  '/employers/join': 'everyone',
  '/confirmations/[token]': 'everyone',
  '/learn/sharing': LEARNERS,
  '/learn/sharing/seen': LEARNERS,
  '/learn/sharing/openings/[openingId]': ['victim'],
  '/manage/employers': ['programme_manager'],
  '/operate/employers': ['operator'],
  '/audit': ['auditor'],
  '/audit/grades': ['auditor'],
  '/audit/grades/[submissionId]': ['auditor'],
  '/audit/releases': ['auditor'],
  '/audit/releases/[releaseId]': ['auditor'],
  '/operate': ['operator'],
  '/operate/organisations': ['operator'],
  '/operate/egress': ['operator'],
  '/operate/keys': ['operator'],
  '/operate/backups': ['operator'],
  '/operate/upgrade': ['operator'],
  '/operate/quotas': ['operator'],
  '/operate/quotas/[organisationId]': ['operator'],
  '/operate/queues': ['operator'],
  '/operate/people': ['operator'],
}

/** Addresses of the application, read from its files: a new page cannot be forgotten. */
function listRoutes(): string[] {
  const files = readdirSync('app', { recursive: true, withFileTypes: true })
  return files
    .filter((entry) => entry.isFile() && ['page.tsx', 'route.ts'].includes(entry.name))
    .map(
      (entry) =>
        `/${join(entry.parentPath)
          .split('/')
          .slice(1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    )
}

test('every route stands in the table, and nothing else does', () => {
  expect(Object.keys(ROUTES).toSorted()).toEqual(listRoutes().toSorted())
})

test('every route opens for exactly those it should, person by person', async () => {
  const victim = await createLearner()
  const learner = await ApiClient.as(victim.id)
  const activities = await activitiesOf(learner)
  const of = (kind: string) => activities.find((activity) => activity.kind === kind)!.id
  const { workspaceId } = await learner.mutate<{ workspaceId: string }>('assessment.openLab', { activityId: of('lab') })
  const earlier = await learner.mutate<{ submissionId: string }>('assessment.submit', {
    ...{ submitId: crypto.randomUUID(), workspaceId },
  })
  const { submissionId, handle } = await certify(learner, await ApiClient.as((await persona('proctor')).id))
  const { enrolmentId, observation } = await observe(victim.id)
  const room = await createCohortRoom()
  const market = await createMarket(victim.id)
  const { submissionId: reviewed } = await submitForReview(victim.id)
  const [list] = await query<{ id: string }>('select id from status_lists limit 1')
  const values: Record<string, string> = {
    '[workspaceId]': workspaceId,
    '[submissionId]': submissionId,
    '[attemptId]': (await openExam(learner)).attemptId,
    '[draftId]': (await publishDraft(await ApiClient.as((await persona('instructor')).id))).draftId,
    '[number]': '1',
    '[observationId]': observation.observationId,
    '[roleCode]': ROLE,
    '[cohortId]': room.cohortId,
    '[openingId]': market.openingId,
    '[consentId]': market.consentId,
    '[enrolmentId]': room.enrolmentId,
    '[programmeId]': room.programmeId,
    '[ownerId]': room.ownerId,
    '[organisationId]': room.ownerId,
    '[releaseId]': await publishRoom(room),
    '[exportId]': crypto.randomUUID(),
    '[withId]': earlier.submissionId,
    '[noticeId]': crypto.randomUUID(),
    '[slug]': 's1-from-law-to-control',
    '[id]': handle,
    '[listId]': list!.id,
    '[token]': 'A'.repeat(43),
    '[...nextauth]': 'csrf',
    '[trpc]': 'site.show',
  }
  const addressOf = (route: string) =>
    route
      .replace('/assess/observations/[enrolmentId]', `/assess/observations/${enrolmentId}`)
      .replace('/assess/reviews/[submissionId]', `/assess/reviews/${reviewed}`)
      .replace('[activityId]', of(route.includes('quizzes') ? 'quiz' : 'lesson'))
      .replaceAll(/\[[^\]]+\]/g, (name) => values[name]!)

  const wrong: string[] = []
  for (const actor of ACTORS) {
    const id =
      actor === 'anonymous'
        ? null
        : actor === 'victim'
          ? victim.id
          : actor === 'outsider'
            ? (await createPerson({ role: 'learner' })).id
            : (await persona(actor)).id
    const client = await ApiClient.as(id)
    for (const [route, allowed] of Object.entries(ROUTES)) {
      const response = await client.fetch(addressOf(route))
      const body = await response.text()
      const isClosed =
        response.status === 404 ||
        (response.headers.get('location') ?? '').includes('/sign-in') ||
        body.includes('NEXT_HTTP_ERROR_FALLBACK;404')
      const mayOpen =
        allowed === 'everyone' || (allowed === 'signed in' ? actor !== 'anonymous' : allowed.includes(actor))
      if (isClosed === mayOpen || response.status >= 500)
        wrong.push(`${route} as ${actor}: ${response.status} ${response.headers.get('location') ?? ''}`)
    }
  }
  expect(wrong).toEqual([])
})
