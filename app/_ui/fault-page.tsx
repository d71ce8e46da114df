'use client'

import { useFaultTexts } from './not-shown.tsx'

export function FaultPage({ digest, retry }: { digest?: string; retry: () => void }) {
  const texts = useFaultTexts()?.fault
  return (
    <main className="page max-w-[720px]">
      <h1>{texts?.title}</h1>
      <p className="mt-2 text-ink-2">{texts?.text}</p>
      {digest && <p className="mono mt-2 text-1 text-ink-3">{digest}</p>}
      <p className="mt-4 flex flex-wrap items-center gap-4">
        <button type="button" className="btn btn-go" onClick={retry}>
          {texts?.again}
        </button>
        <a href="/">{texts?.home}</a>
      </p>
    </main>
  )
}
