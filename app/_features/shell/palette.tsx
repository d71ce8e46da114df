'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import type { Kind, Locale, PaletteItem } from './found-items.ts'
import { type Sources, useFind } from './use-find.ts'

export interface PaletteTexts {
  title: string
  placeholder: string
  nothing: string
  asking: string
  away: string
  kinds: Record<Kind, string>
}

export interface PaletteData {
  locale: Locale
  screens: readonly PaletteItem[]
  sources: Sources
  texts: PaletteTexts
}

export interface PaletteProps extends PaletteData {
  /** What was typed before the palette was there. */
  early: () => string
  onReady: () => void
  onClose: () => void
}

/** Every screen, and what the server finds: courses, lessons and labs of one's own, cohorts and people one looks after. */
export default function Palette({ locale, screens, sources, texts, early, onReady, onClose }: PaletteProps) {
  const router = useRouter()
  const { contains } = useFilter({ sensitivity: 'base' })
  const [typed, setTyped] = useState(early)
  useEffect(() => onReady(), [onReady])
  const found = useFind(typed, sources, locale, texts.kinds)
  const text = typed.trim()
  const items = [...screens.filter((screen) => contains(`${screen.text} ${screen.group}`, text)), ...found.items]
  const go = (href: string) => {
    onClose()
    // Only the browser's own navigation marks a place on a page as the one that was sought.
    if (href.includes('#')) location.assign(href)
    else router.push(href)
  }
  const note =
    found.state === 'away'
      ? texts.away
      : items.length > 0
        ? null
        : found.state === 'asking'
          ? texts.asking
          : texts.nothing
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="overlay overlay-high">
      <Modal className="lifted w-full max-w-[560px]">
        <Dialog aria-label={texts.title} className="outline-none">
          {/* The field would take the first Escape to empty itself. */}
          <div onKeyDownCapture={(event) => event.key === 'Escape' && onClose()}>
            <Autocomplete inputValue={typed} onInputChange={setTyped}>
              <SearchField aria-label={texts.title} autoFocus>
                <Input placeholder={texts.placeholder} className="palette-input" />
              </SearchField>
              <Menu
                aria-label={texts.title}
                items={items}
                className="palette-list"
                data-empty={items.length === 0}
                onAction={(href) => go(String(href))}
              >
                {(item) => (
                  <MenuItem id={item.href} textValue={`${item.text} ${item.group}`} className="palette-item">
                    <span className="min-w-0">
                      {item.text}
                      {item.also && <span className="text-1 text-ink-3"> {item.also}</span>}
                    </span>
                    <span className="palette-group">{item.group}</span>
                  </MenuItem>
                )}
              </Menu>
            </Autocomplete>
            <p role="status" className="live px-4 py-3 text-ink-3">
              {note}
            </p>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
