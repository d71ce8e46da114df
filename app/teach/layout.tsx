import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function TeachLayout({ children }: { children: ReactNode }) {
  return <Frame area="teach">{children}</Frame>
}
