import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function HireLayout({ children }: { children: ReactNode }) {
  return <Frame area="hire">{children}</Frame>
}
