import { QueryCache, QueryClient } from '@tanstack/vue-query'
import { refreshContext } from './clinic/context'
import { toAppError, type AppErrorCode } from '@/lib/errors'

const passing = new Set<AppErrorCode>(['network', 'service_unavailable', 'timeout', 'too_many_requests'])

/** Asked for even without a network: a page that waits in silence looks broken, one that says so can be retried. */
export const askOffline = { networkMode: 'always', refetchOnReconnect: true } as const

/** Server state of the shell. Only what may pass by itself is tried again; a refusal is shown at once. */
export const queryClient = new QueryClient({
  // a clinic may begin to require it while somebody works there: the context then says so, and the shell leads to the page
  queryCache: new QueryCache({
    onError: (error) => {
      if (toAppError(error).code === 'second_factor_required') void refreshContext()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && passing.has(toAppError(error).code),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
})
