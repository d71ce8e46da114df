'use client'

import { FaultPage } from './_ui/fault-page.tsx'

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <FaultPage digest={error.digest} retry={retry} />
}
