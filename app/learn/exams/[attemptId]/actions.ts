'use server'

import { redirect } from 'next/navigation'
import { faultOfCall, sentenceOf } from '../../../_features/calls/fault.ts'
import { api } from '../../../_trpc/server.ts'

export interface ExamAnswer {
  answerId: string
  attemptId: string
  questionId: string
  variantId: string
  choice: string[]
}

/** @returns why it was refused, as a sentence; null when it is kept */
async function sentenceOfRefusal(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work()
    return null
  } catch (error) {
    const fault = faultOfCall(error)
    if (!fault) throw error
    return sentenceOf(fault)
  }
}

export async function answerExam(answer: ExamAnswer): Promise<string | null> {
  return sentenceOfRefusal(async () => (await api()).assessment.answerExam(answer))
}

export async function submitExam(input: { submitId: string; attemptId: string }): Promise<string> {
  const refusal = await sentenceOfRefusal(async () => (await api()).assessment.submitExam(input))
  if (refusal === null) redirect(`/learn/results/${input.submitId}`)
  return refusal
}
