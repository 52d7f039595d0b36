import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import '@/features/billing/credits'
import '@/features/messaging/channels'
import '@/features/messaging/inbox'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel, type TenantEvents } from '@/lib/realtime'
import { getToday } from './api'

/** A busy clinic changes many times a second; the page is asked for again at most this often. */
const REFRESH_MS = 1_000

/** Everything that moves a line or a number of the page. */
const EVENTS: (keyof TenantEvents)[] = [
  'message',
  'thread',
  'thread_merged',
  'channel',
  'history_import',
  'credits',
  'member',
]

/** The clinic's day, live. */
export function useToday() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const queryKey = ['today', tenantId] as const
  const query = useQuery({ queryKey, queryFn: () => getToday(tenantId), staleTime: 0 })
  const { on, onGap } = useTenantChannel()
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh() {
    timer = undefined
    void client.invalidateQueries({ queryKey })
  }

  function refreshSoon() {
    timer ??= setTimeout(refresh, REFRESH_MS)
  }

  for (const event of EVENTS) on(event, refreshSoon)
  onGap(refresh)
  onScopeDispose(() => clearTimeout(timer))
  return { ...query, refreshSoon }
}
