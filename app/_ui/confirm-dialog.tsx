'use client'

import type { ReactNode } from 'react'
import { Dialog, Heading } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './button.tsx'

export interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  onConfirm: () => void
  title: string
  children: ReactNode
  confirm: string
  cancel: string
  isDanger?: boolean
}

/** Asks before something that cannot be undone, with its consequence spelled out. */
export function ConfirmDialog({
  isOpen,
  onClose,
  onConfirm,
  title,
  children,
  confirm,
  cancel,
  isDanger,
}: ConfirmDialogProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable className="overlay">
      <Modal className="lifted w-full max-w-[520px]">
        <Dialog role="alertdialog" className="p-6 outline-none">
          <Heading slot="title" className="mb-2">
            {title}
          </Heading>
          <div className="grid gap-2 text-ink-2">{children}</div>
          <div className="mt-6 flex flex-wrap justify-end gap-2">
            <Button onPress={onClose}>{cancel}</Button>
            <Button
              look={isDanger ? 'danger' : 'go'}
              autoFocus
              onPress={() => {
                onClose()
                onConfirm()
              }}
            >
              {confirm}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
