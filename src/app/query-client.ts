import { QueryClient } from '@tanstack/vue-query'
import { toAppError, type AppErrorCode } from '@/lib/errors'

const passing = new Set<AppErrorCode>(['network', 'service_unavailable', 'timeout', 'too_many_requests'])

/** Server state of the shell. Only what may pass by itself is tried again; a refusal is shown at once. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Asked for even without a network: a page that waits in silence looks broken, one that says so can be retried.
      networkMode: 'always',
      refetchOnReconnect: true,
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && passing.has(toAppError(error).code),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
})
