import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function AssessLayout({ children }: { children: ReactNode }) {
  return <Frame area="assess">{children}</Frame>
}
