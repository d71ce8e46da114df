'use client'

import { useFaultTexts } from '../../_ui/texts.tsx'

/** What is said of a page that is not there, and the way back. */
export function NotFoundText() {
  const texts = useFaultTexts()?.notFound
  return (
    <>
      <h1>{texts?.title}</h1>
      <p className="mt-2 text-ink-2">{texts?.text}</p>
      <p className="mt-6">
        <a href="/" className="btn">
          {texts?.home}
        </a>
      </p>
    </>
  )
}
