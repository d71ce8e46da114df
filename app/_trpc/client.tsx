'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { TRPCClientError } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import type { AppRouter } from '../../server/api/root.ts'
import { createApi } from './call.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

export { useTRPC, useTRPCClient }

export interface AppFault {
  code: string
  reason: string | null
  params: Record<string, string | number | boolean | null>
}

/** Code, reason and params of a refusal; `offline` when no answer came. */
export function faultOf(error: unknown): AppFault {
  if (error instanceof TRPCClientError) {
    const app = (error.data as { app?: AppFault } | null)?.app
    if (app) return app
    return { code: 'offline', reason: 'offline', params: {} }
  }
  return { code: 'fault', reason: null, params: {} }
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: false }, mutations: { retry: false } } }),
  )
  const [client] = useState(createApi)
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
