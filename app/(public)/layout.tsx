import type { ReactNode } from 'react'
import { PublicFrame } from '../_features/shell/public-frame.tsx'

export default function PublicLayout({ children }: { children: ReactNode }) {
  return <PublicFrame>{children}</PublicFrame>
}
