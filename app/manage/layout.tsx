import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function ManageLayout({ children }: { children: ReactNode }) {
  return <Frame area="manage">{children}</Frame>
}
