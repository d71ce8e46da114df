import { createTRPCClient, httpBatchLink } from '@trpc/client'
import type { AppRouter } from '../../server/api/root.ts'

/** The API as a browser calls it; questions asked at once travel together. */
export function createApi() {
  return createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', maxItems: 8 })] })
}
