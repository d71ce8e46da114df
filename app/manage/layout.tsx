import type { ReactNode } from 'react'
import { Filling } from '../_features/outcomes/filling.tsx'
import { Frame } from '../_features/shell/frame.tsx'

export default function ManageLayout({ children }: { children: ReactNode }) {
  return (
    <Frame area="manage">
      <Filling />
      {children}
    </Frame>
  )
}
