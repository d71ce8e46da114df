import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function LearnLayout({ children }: { children: ReactNode }) {
  return <Frame area="learn">{children}</Frame>
}
