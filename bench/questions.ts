import { randomUUID } from 'node:crypto'
import { load } from './load.ts'
import { print } from './measure.ts'
import { activityOf, inBatches, signInLearners } from './people.ts'
import type { Site } from './site.ts'

const LEARNERS = 160
const SECONDS = 5

interface Quiz {
  attemptId: string
  questions: { questionId: string; variantId: string; options: { id: string }[] }[]
}

/** Opening the question bank, and answering: every learner answers each drawn question once, each answer is a new row. */
export async function measureQuestions(site: Site): Promise<void> {
  const learners = await signInLearners(site, LEARNERS)
  const { id: activityId } = await activityOf(learners[0]!, 'quiz')
  const quizzes = await inBatches(learners, async (learner) => ({
    cookie: learner.cookie,
    quiz: await learner.mutate<Quiz>('assessment.openQuiz', { activityId }),
  }))
  const opening = quizzes.map(({ cookie }) => ({
    path: '/api/trpc/assessment.openQuiz',
    cookie,
    body: JSON.stringify({ activityId }),
  }))
  print('question_rps', (await load(site.url, opening, SECONDS)).rps, 'requests/s')

  const rounds = Math.min(...quizzes.map(({ quiz }) => quiz.questions.length))
  const answers = Array.from({ length: rounds }, (_, round) =>
    quizzes.map(({ cookie, quiz }) => {
      const { questionId, variantId, options } = quiz.questions[round]!
      const choice = [options[0]?.id ?? '0']
      const body = { answerId: randomUUID(), attemptId: quiz.attemptId, questionId, variantId, choice }
      return { path: '/api/trpc/assessment.answerQuestion', cookie, body: JSON.stringify(body) }
    }),
  ).flat()
  print('answer_rps', (await load(site.url, answers, null)).rps, 'requests/s')
}
