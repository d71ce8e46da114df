'use client'

import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ErrorNote } from '../../../../_ui/error-note.tsx'
import { answerExam, submitExam } from '../actions.ts'
import { AnswerQueue } from './answer-queue.ts'
import { ExamQuestion, type ExamQuestionFacts } from './exam-question.tsx'
import type { ExamTexts } from './exam-texts.ts'

export interface ExamSheetProps {
  attemptId: string
  closesAt: string
  isOver: boolean
  sections: { id: string; title: string; questions: ExamQuestionFacts[] }[]
  texts: ExamTexts
}

/** Minutes until the end, counted in the browser; null before it counts. */
function useMinutesLeft(closesAt: string): number | null {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const count = () => setLeft(Math.max(0, Math.ceil((Date.parse(closesAt) - Date.now()) / 60_000)))
    count()
    const timer = setInterval(count, 1_000)
    return () => clearInterval(timer)
  }, [closesAt])
  return left
}

/** All questions of an exam on one sheet: what is chosen is kept at once, and may be changed until it is handed in. */
export function ExamSheet({ attemptId, closesAt, isOver: wasOver, sections, texts }: ExamSheetProps) {
  const questions = sections.flatMap((section) => section.questions)
  const [choices, setChoices] = useState(() => new Map(questions.map((one) => [one.questionId, one.choice])))
  const [isSure, setIsSure] = useState(false)
  const [isSending, setIsSending] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const submitId = useRef<string | null>(null)
  const sure = useRef<HTMLButtonElement>(null)
  const [queue] = useState(() => new AnswerQueue((answer) => answerExam({ attemptId, ...answer })))
  const state = useSyncExternalStore(queue.subscribe, queue.read, queue.read)
  const left = useMinutesLeft(closesAt)
  const isOver = wasOver || left === 0
  const done = questions.filter(({ questionId }) => choices.get(questionId)!.length > 0).length
  useEffect(() => {
    if (isSure) sure.current?.focus()
  }, [isSure])

  useEffect(() => {
    if (state.kind === 'saved') return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [state.kind])

  async function handIn(): Promise<void> {
    if (isSending) return
    setIsSending(true)
    setFault(null)
    submitId.current ??= crypto.randomUUID()
    try {
      if (!isOver && !(await queue.flush())) setFault(texts.offline)
      else setFault(await submitExam({ submitId: submitId.current, attemptId }))
    } catch {
      setFault(texts.offline)
    }
    setIsSending(false)
  }

  const filled = (sentence: string) =>
    sentence.replace('{done}', String(done)).replace('{total}', String(questions.length))
  return (
    <>
      {sections.map(({ id, title, questions }) => (
        <section key={id} className="ruled mb-8 pt-4" aria-label={title}>
          <h2 className="mb-2">{title}</h2>
          <ol>
            {questions.map((question) => (
              <ExamQuestion
                key={question.questionId}
                question={question}
                texts={texts}
                isReadOnly={isOver || isSending}
                onChoose={(choice) => {
                  setChoices((before) => new Map(before).set(question.questionId, choice))
                  queue.choose(question.questionId, question.variantId, choice)
                }}
              />
            ))}
          </ol>
        </section>
      ))}
      <div className="sticky bottom-0 border-t border-ink bg-paper py-4">
        <p className="flex flex-wrap gap-x-6 text-1 text-ink-2">
          <span>{filled(texts.answered)}</span>
          {isOver ? (
            <b className="text-shu">{texts.over}</b>
          ) : (
            left !== null && (
              <span role="timer" className={left <= 5 ? 'text-shu' : undefined}>
                {texts.minutes.replace('{minutes}', String(left))}
              </span>
            )
          )}
          <span role="status">
            {state.kind === 'saved' ? texts.saved : state.kind === 'saving' ? texts.saving : null}
          </span>
        </p>
        <ErrorNote>{state.kind === 'waits' && !isOver ? (state.sentence ?? texts.notSaved) : fault}</ErrorNote>
        {isSure ? (
          <div className="mt-3">
            <p className="mb-3">{filled(texts.handInText)}</p>
            <p className="flex flex-wrap gap-3">
              <button
                ref={sure}
                type="button"
                className="btn btn-go"
                aria-disabled={isSending}
                onClick={() => void handIn()}
              >
                {isSending ? texts.sending : texts.sure}
              </button>
              <button type="button" className="btn" onClick={() => setIsSure(false)}>
                {texts.back}
              </button>
            </p>
          </div>
        ) : (
          <p className="mt-3">
            <button type="button" className="btn btn-go" onClick={() => setIsSure(true)}>
              {texts.handIn}
            </button>
          </p>
        )}
      </div>
    </>
  )
}
