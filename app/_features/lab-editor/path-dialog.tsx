'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from '../../_ui/button.tsx'
import { TextField } from '../../_ui/text-field.tsx'

export interface PathDialogProps {
  title: string
  start: string
  taken: readonly string[]
  onClose: () => void
  onDone: (path: string) => void
}

/** Why a path cannot be used, or null. The server has the last word. */
export function pathProblem(path: string, taken: readonly string[]): 'empty' | 'shape' | 'taken' | null {
  if (path === '' || path.endsWith('/')) return 'empty'
  const segments = path.split('/')
  const isNamed = segments.every((segment) => /^(?!\.{1,2}$)[^/\\\p{Cc}]{1,120}$/u.test(segment))
  if (!isNamed || segments.length > 8 || path.length > 300) return 'shape'
  return taken.includes(path) ? 'taken' : null
}

export function PathDialog({ title, start, taken, onClose, onDone }: PathDialogProps) {
  const t = useTranslations('lab.files')
  const [path, setPath] = useState(start)
  const [isTried, setIsTried] = useState(false)
  const problem = pathProblem(
    path,
    taken.filter((other) => other !== start),
  )
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className="overlay">
      <Modal className="lifted w-full max-w-[520px]">
        <Dialog className="p-6 outline-none">
          <Heading slot="title" className="mb-4">
            {title}
          </Heading>
          <form
            className="grid gap-6"
            onSubmit={(event) => {
              event.preventDefault()
              setIsTried(true)
              if (problem) return
              onClose()
              if (path !== start) onDone(path)
            }}
          >
            <TextField
              label={t('path')}
              name="path"
              description={t('pathHelp')}
              error={isTried && problem ? t(`problems.${problem}`) : null}
              value={path}
              onChange={(event) => setPath(event.target.value)}
              autoFocus
              autoComplete="off"
              spellCheck={false}
            />
            <div className="flex justify-end gap-2">
              <Button onPress={onClose}>{t('cancel')}</Button>
              <Button look="go" type="submit">
                {t('done')}
              </Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
