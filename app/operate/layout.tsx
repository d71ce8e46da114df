import type { ReactNode } from 'react'
import { Frame } from '../_features/shell/frame.tsx'

export default function OperateLayout({ children }: { children: ReactNode }) {
  return <Frame area="operate">{children}</Frame>
}
