'use client'

import { useActionState } from 'react'
import { Mark } from '../../_ui/mark.tsx'
import { SubmitButton } from '../../_ui/submit-button.tsx'
import { type ChainVerdict, checkChain } from '../_actions.ts'

export interface ChainCheckProps {
  texts: { check: string; checking: string; holds: string; broken: string }
}

export function ChainCheck({ texts }: ChainCheckProps) {
  const [verdict, check, isChecking] = useActionState<ChainVerdict | null>(checkChain, null)
  return (
    <form action={check}>
      <SubmitButton look="go" tall>
        {isChecking ? texts.checking : texts.check}
      </SubmitButton>
      <div role="status" className="mt-4">
        {verdict && !isChecking && (
          <div
            className={`grid grid-cols-[16px_minmax(0,1fr)] gap-x-3 border-l-2 px-4 py-2 ${verdict.holds ? 'border-ai bg-ai-wash' : 'border-shu bg-shu-wash'}`}
          >
            <span className="pt-1">
              <Mark kind={verdict.holds ? 'passed' : 'failed'} label={verdict.holds ? texts.holds : texts.broken} />
            </span>
            <div>
              <p className="font-strong">{verdict.sentence}</p>
              <p className="text-1 text-ink-2 [overflow-wrap:anywhere]">{verdict.detail}</p>
            </div>
          </div>
        )}
      </div>
    </form>
  )
}
