'use client'

import { type ReactNode, useEffect } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { ActionForm, type FormState } from './action-form.tsx'
import { SubmitButton } from './submit-button.tsx'

export interface Ask {
  title: string
  /** The consequence in words, and the fields that the answer needs. */
  children: ReactNode
  action: (state: FormState, form: FormData) => Promise<FormState>
  confirm: string
  cancel: string
  isDanger?: boolean
}

function CloseWhenDone({ onClose }: { onClose: () => void }) {
  useEffect(onClose, [onClose])
  return null
}

/** Loaded when it is first asked for. Only its buttons and Escape close it, so that a slip of the mouse loses nothing typed. */
export default function AskDialog({
  title,
  children,
  action,
  confirm,
  cancel,
  isDanger,
  onClose,
}: Ask & { onClose: () => void }) {
  return (
    <ModalOverlay isOpen onOpenChange={(open) => !open && onClose()} className="overlay">
      <Modal className="lifted w-full max-w-[520px]">
        <Dialog role="alertdialog" className="p-6 outline-none">
          <Heading slot="title" className="mb-2">
            {title}
          </Heading>
          <ActionForm action={action} done={<CloseWhenDone onClose={onClose} />}>
            <div className="grid gap-4 text-ink-2">{children}</div>
            <div className="mt-2 flex flex-wrap justify-end gap-2">
              <button type="button" className="btn" onClick={onClose}>
                {cancel}
              </button>
              <SubmitButton look={isDanger ? 'danger' : 'go'}>{confirm}</SubmitButton>
            </div>
          </ActionForm>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
