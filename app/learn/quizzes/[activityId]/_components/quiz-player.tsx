'use client'

import { useEffect, useRef, useState } from 'react'
import { ErrorNote } from '../../../../_ui/error-note.tsx'
import { Link } from '../../../../_ui/link.tsx'
import { WithCode } from '../../../../_ui/with-code.tsx'
import { answerQuestion } from '../actions.ts'
import type { QuizTexts } from './quiz-texts.ts'

type Text = { en: string; ja: string }

export interface QuizQuestion {
  questionId: string
  variantId: string
  kind: 'single' | 'multiple' | 'number'
  prompt: Text
  options: { id: string; text: Text }[]
  tries: number
  isDone: boolean
  isFirstRight: boolean | null
}

interface Quiz {
  attemptId: string
  passPercent: number
  questions: QuizQuestion[]
}

interface Reply {
  isCorrect: boolean
  feedback: { optionId: string | null; text: Text }[]
  choice: string[]
}

export interface QuizPlayerProps {
  activityId: string
  quiz: Quiz
  locale: 'en' | 'ja'
  texts: QuizTexts
  courseHref: string
  /** What is open next in the course. */
  after: { href: string; text: string } | null
}

/** One question at a time; after each answer what it means, then on. A wrong answer brings another variant. */
export function QuizPlayer({ activityId, quiz: start, locale, texts, courseHref, after }: QuizPlayerProps) {
  const [quiz, setQuiz] = useState(start)
  const [shown, setShown] = useState(() => start.questions.find((question) => !question.isDone) ?? null)
  const [reply, setReply] = useState<Reply | null>(null)
  const [pending, setPending] = useState<Quiz | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isSending, setIsSending] = useState(false)
  const answerId = useRef<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (shown && (shown.tries > 0 || shown !== start.questions[0])) heading.current?.focus()
  }, [shown, start])

  if (!shown) {
    const right = quiz.questions.filter((question) => question.isFirstRight).length
    const percent = Math.round((100 * right) / quiz.questions.length)
    const isPassed = percent >= quiz.passPercent
    const go = 'btn btn-go btn-tall'
    return (
      <section role="status" className="ruled pt-6">
        <h2>
          {texts.finished
            .replace('{percent}', String(percent))
            .replace('{right}', String(right))
            .replace('{total}', String(quiz.questions.length))}
        </h2>
        <p className="mt-2 text-ink-2">{isPassed ? texts.passed : texts.notPassed}</p>
        <p className="mt-6 flex flex-wrap items-center gap-6">
          {after && isPassed && (
            <Link href={after.href} className={go}>
              {after.text}
            </Link>
          )}
          <Link href={courseHref} className={after && isPassed ? undefined : go}>
            {texts.toCourse}
          </Link>
          <a href={`/learn/quizzes/${activityId}?again=1`}>{texts.again}</a>
        </p>
      </section>
    )
  }

  const index = quiz.questions.findIndex((question) => question.questionId === shown.questionId)
  const isLast = quiz.questions.every((question) => question.isDone || question.questionId === shown.questionId)

  async function send(choice: string[]): Promise<void> {
    if (!shown || choice.length === 0) {
      setFault(texts.chooseFirst)
      return
    }
    setIsSending(true)
    setFault(null)
    answerId.current ??= crypto.randomUUID()
    try {
      const { questionId, variantId } = shown
      const result = await answerQuestion({
        activityId,
        answerId: answerId.current,
        attemptId: quiz.attemptId,
        questionId,
        variantId,
        choice,
        isLast,
      })
      if (result.kind === 'refused') {
        setFault(result.sentence)
      } else {
        answerId.current = null
        setReply({ isCorrect: result.isCorrect, feedback: result.feedback, choice })
        const done = quiz.questions.map((question) =>
          question.questionId === questionId
            ? { ...question, isDone: true, isFirstRight: question.isFirstRight ?? result.isCorrect }
            : question,
        )
        setPending(result.quiz ? { ...quiz, questions: result.quiz.questions } : { ...quiz, questions: done })
      }
    } catch {
      setFault(texts.offline)
    }
    setIsSending(false)
  }

  function goOn(): void {
    const after = pending ?? quiz
    const same = after.questions.find((question) => question.questionId === shown!.questionId)
    setQuiz(after)
    setReply(null)
    setPending(null)
    setShown(same && !same.isDone ? same : (after.questions.find((question) => !question.isDone) ?? null))
  }

  const feedbackOf = (optionId: string | null) => reply?.feedback.filter((entry) => entry.optionId === optionId) ?? []
  return (
    <form
      key={`${shown.questionId}:${shown.variantId}`}
      className="ruled pt-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (isSending) return
        if (reply) return goOn()
        void send(
          new FormData(event.currentTarget)
            .getAll('choice')
            .map((value) => (typeof value === 'string' ? value.trim() : ''))
            .filter(Boolean),
        )
      }}
    >
      <p className="text-1 text-ink-3">{texts.progress[index]}</p>
      <h2 ref={heading} tabIndex={-1} id="question" className="mt-1 mb-4 max-w-[600px] font-regular leading-7!">
        <WithCode text={shown.prompt[locale]} />
      </h2>
      {shown.kind === 'multiple' && <p className="mb-2 text-1 text-ink-2">{texts.several}</p>}
      {shown.kind === 'number' ? (
        <div className="grid max-w-[240px] gap-1">
          <label htmlFor="choice" className="text-1 text-ink-2">
            {texts.number}
          </label>
          <input
            id="choice"
            name="choice"
            inputMode="decimal"
            autoComplete="off"
            className="field"
            readOnly={reply !== null}
            aria-describedby="question"
          />
        </div>
      ) : (
        <fieldset aria-labelledby="question" className="border-b border-rule">
          {shown.options.map((option) => (
            <div key={option.id}>
              <label className="grid cursor-pointer grid-cols-[20px_1fr] gap-3 border-t border-rule py-[10px]">
                <input
                  type={shown.kind === 'single' ? 'radio' : 'checkbox'}
                  name="choice"
                  value={option.id}
                  className="choice"
                  disabled={reply !== null}
                  defaultChecked={false}
                />
                <span>
                  <WithCode text={option.text[locale]} />
                </span>
              </label>
              {feedbackOf(option.id).map((entry) => (
                <p key={entry.text.en} className="mb-3 ml-8 border-l-2 border-ai pl-4">
                  <WithCode text={entry.text[locale]} />
                </p>
              ))}
            </div>
          ))}
        </fieldset>
      )}
      <div aria-live="polite" className="mt-4">
        {reply && (
          <p>
            <b className={reply.isCorrect ? 'text-ai' : undefined}>{reply.isCorrect ? texts.right : texts.wrong}</b>{' '}
            <WithCode
              text={(shown.kind === 'number' ? reply.feedback : feedbackOf(null))
                .map((entry) => entry.text[locale])
                .join(' ')}
            />
          </p>
        )}
      </div>
      <ErrorNote>{fault}</ErrorNote>
      <p className="mt-4">
        <button type="submit" className="btn btn-go btn-tall" aria-disabled={isSending}>
          {isSending
            ? texts.sending
            : !reply
              ? texts.answer
              : !reply.isCorrect
                ? texts.retry
                : isLast
                  ? texts.finish
                  : texts.next}
        </button>
      </p>
    </form>
  )
}
