'use client'

import { useRouter } from 'next/navigation'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'

export interface PaletteItem {
  href: string
  text: string
  group: string
}

export interface PaletteTexts {
  title: string
  placeholder: string
  nothing: string
}

export interface PaletteProps {
  items: readonly PaletteItem[]
  texts: PaletteTexts
  onClose: () => void
}

/** Every screen this person may see, by a few letters of its name. */
export default function Palette({ items, texts, onClose }: PaletteProps) {
  const router = useRouter()
  const { contains } = useFilter({ sensitivity: 'base' })
  const go = (href: string) => {
    onClose()
    router.push(href)
  }
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="overlay overlay-high">
      <Modal className="lifted w-full max-w-[560px]">
        <Dialog aria-label={texts.title} className="outline-none">
          <Autocomplete filter={contains}>
            <SearchField aria-label={texts.title} autoFocus>
              <Input placeholder={texts.placeholder} className="palette-input" />
            </SearchField>
            <Menu
              aria-label={texts.title}
              items={items}
              className="palette-list"
              onAction={(href) => go(String(href))}
              renderEmptyState={() => <p className="px-4 py-3 text-ink-3">{texts.nothing}</p>}
            >
              {(item) => (
                <MenuItem id={item.href} textValue={`${item.text} ${item.group}`} className="palette-item">
                  <span>{item.text}</span>
                  <span className="text-1 text-ink-3">{item.group}</span>
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
