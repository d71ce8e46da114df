'use server'

import { faultOfCall, sentenceOf } from '../../../_features/calls/fault.ts'
import { api } from '../../../_trpc/server.ts'

export interface AnswerRequest {
  activityId: string
  answerId: string
  attemptId: string
  questionId: string
  variantId: string
  choice: string[]
  isLast: boolean
}

/** Takes an answer; with the reply comes the quiz as it stands now, unless this was the last right answer of the attempt. */
export async function answerQuestion({ activityId, isLast, ...input }: AnswerRequest) {
  try {
    const caller = await api()
    const reply = await caller.assessment.answerQuestion(input)
    const isOver = isLast && reply.isCorrect
    return {
      kind: 'answered' as const,
      ...reply,
      quiz: isOver ? null : await caller.assessment.openQuiz({ activityId }),
    }
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return { kind: 'refused' as const, sentence: await sentenceOf(fault) }
  }
}
