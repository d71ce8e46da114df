'use client'

import { createContext, type ReactNode, useContext } from 'react'

export interface FaultTexts {
  fault: { title: string; text: string; again: string; home: string }
  notFound: { crumb: string; title: string; text: string; home: string }
}

const FaultTextsContext = createContext<FaultTexts | null>(null)

/** Hands the sentences of pages that could not be shown to them ahead of time: when one shows, the server may be away. */
export function FaultTextsProvider({ texts, children }: { texts: FaultTexts; children: ReactNode }) {
  return <FaultTextsContext value={texts}>{children}</FaultTextsContext>
}

export function useFaultTexts(): FaultTexts | null {
  return useContext(FaultTextsContext)
}

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

/**
 * The same where a page of an area would be, for somebody who may be in that area. Made in the browser, and in one file
 * with its sentences: every page carries it, and few show it.
 */
export function NotFoundHere() {
  const texts = useFaultTexts()?.notFound
  return (
    <>
      <header className="head">
        <p className="crumbs">
          <span aria-current="page">{texts?.crumb}</span>
        </p>
      </header>
      <main id="main" className="page max-w-[720px]">
        <NotFoundText />
      </main>
    </>
  )
}
