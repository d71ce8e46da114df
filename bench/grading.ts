import { randomUUID } from 'node:crypto'
import type { Client } from './client.ts'
import { print, printTimes, timed, until } from './measure.ts'
import { signInLearners } from './people.ts'
import type { Site } from './site.ts'
import { openSolved } from './workspaces.ts'

const LEARNERS = 8
/** What one practice attempt of L20 allows. */
const SUBMISSIONS = 3

async function submit(learner: Client, workspaceId: string): Promise<string> {
  const input = { submitId: randomUUID(), workspaceId }
  return (await learner.mutate<{ submissionId: string }>('assessment.submit', input)).submissionId
}

/** The reference solution must get full points, or nothing was measured. */
async function graded(learner: Client, submissionId: string, pauseMs: number): Promise<void> {
  const grade = await until(
    async () => {
      const state = await learner.query<{ state: string; score?: number }>('assessment.submissionState', {
        submissionId,
      })
      return state.state === 'graded' || state.state === 'ungradable' ? state : null
    },
    'A grade',
    pauseMs,
  )
  if (grade.score !== 100) throw new Error(`The reference solution got ${JSON.stringify(grade)}`)
}

/** One submission at a time, then as many as there are at once. */
export async function measureGrading(site: Site): Promise<void> {
  const learners = await signInLearners(site, LEARNERS)
  const opened: { learner: Client; workspaceId: string }[] = []
  for (const learner of learners) opened.push({ learner, workspaceId: await openSolved(learner) })

  const samples: number[] = []
  for (const { learner, workspaceId } of opened)
    samples.push(await timed(async () => graded(learner, await submit(learner, workspaceId), 10)))
  printTimes('submit_to_grade_ms', samples)

  const many = opened.flatMap((entry) => Array.from({ length: SUBMISSIONS - 1 }, () => entry))
  const ms = await timed(() =>
    Promise.all(many.map(async ({ learner, workspaceId }) => graded(learner, await submit(learner, workspaceId), 250))),
  )
  print('grades_per_s', many.length / (ms / 1000), 'grades/s')
}
