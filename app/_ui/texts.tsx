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
