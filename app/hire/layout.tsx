import type { ReactNode } from 'react'
import { Filling } from '../_features/outcomes/filling.tsx'
import { Frame } from '../_features/shell/frame.tsx'

export default function HireLayout({ children }: { children: ReactNode }) {
  return (
    <Frame area="hire">
      <Filling />
      {children}
    </Frame>
  )
}
