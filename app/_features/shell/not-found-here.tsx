'use client'

import { useFaultTexts } from '../../_ui/texts.tsx'
import { NotFoundText } from './not-found-text.tsx'

/**
 * What stands where a page of an area would be, for somebody who may be in that area. It is made in the browser: every
 * page of an area carries it, and few show it.
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
