'use client'

import { type ChangeEvent, useId } from 'react'
import { WithCode } from '../../../../_ui/with-code.tsx'
import type { ExamTexts } from './exam-texts.ts'

export interface ExamQuestionFacts {
  number: number
  questionId: string
  variantId: string
  kind: 'single' | 'multiple' | 'number'
  prompt: string
  options: { id: string; text: string }[]
  choice: string[]
}

export interface ExamQuestionProps {
  question: ExamQuestionFacts
  texts: ExamTexts
  isReadOnly: boolean
  onChoose: (choice: string[]) => void
}

/** One question of an exam; its inputs keep themselves what is chosen. */
export function ExamQuestion({ question, texts, isReadOnly, onChoose }: ExamQuestionProps) {
  const { number, questionId, kind, prompt, options, choice } = question
  const id = useId()
  const read = (event: ChangeEvent<HTMLInputElement>): string[] =>
    [...event.currentTarget.closest('fieldset')!.querySelectorAll<HTMLInputElement>('input:checked')].map(
      (input) => input.value,
    )
  return (
    <li className="grid grid-cols-[28px_minmax(0,1fr)] border-b border-rule py-4">
      <span className="text-ink-3">{number}</span>
      <div>
        <p id={id} className="mb-2 max-w-[600px]">
          <WithCode text={prompt} />
        </p>
        {kind === 'multiple' && <p className="mb-1 text-1 text-ink-2">{texts.several}</p>}
        {kind === 'number' ? (
          <div className="grid max-w-[240px] gap-1">
            <label htmlFor={`${id}-number`} className="text-1 text-ink-2">
              {texts.number}
            </label>
            <input
              id={`${id}-number`}
              className="field"
              inputMode="decimal"
              autoComplete="off"
              defaultValue={choice[0] ?? ''}
              readOnly={isReadOnly}
              aria-describedby={id}
              onChange={(event) => {
                const given = event.currentTarget.value.trim()
                onChoose(given === '' ? [] : [given])
              }}
            />
          </div>
        ) : (
          <fieldset aria-labelledby={id} disabled={isReadOnly}>
            {options.map((option) => (
              <label
                key={option.id}
                className="grid cursor-pointer grid-cols-[20px_1fr] gap-3 border-t border-rule py-2"
              >
                <input
                  type={kind === 'single' ? 'radio' : 'checkbox'}
                  name={questionId}
                  value={option.id}
                  className="choice"
                  defaultChecked={choice.includes(option.id)}
                  onChange={(event) => onChoose(read(event))}
                />
                <span>
                  <WithCode text={option.text} />
                </span>
              </label>
            ))}
          </fieldset>
        )}
      </div>
    </li>
  )
}
