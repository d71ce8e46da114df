'use client'

import { createContext, type ReactNode, useContext } from 'react'

export interface FaultTexts {
  title: string
  text: string
  again: string
  home: string
}

const FaultTextsContext = createContext<FaultTexts | null>(null)

/** Hands the sentences of the error page to it ahead of time: when it shows, the server may be away. */
export function FaultTextsProvider({ texts, children }: { texts: FaultTexts; children: ReactNode }) {
  return <FaultTextsContext value={texts}>{children}</FaultTextsContext>
}

export function useFaultTexts(): FaultTexts | null {
  return useContext(FaultTextsContext)
}
