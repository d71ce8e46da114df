import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <Frame area="audit">{children}</Frame>
}
