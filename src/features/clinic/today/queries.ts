import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import '@/features/billing/credits'
import '@/features/messaging/channels'
import '@/features/messaging/inbox'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel, type TenantEvents } from '@/lib/realtime'
import { rpc } from '@/lib/rpc'
import type { OwnerDay, OwnPatientsWaiting, TodaysTasks } from './types'

/** A busy clinic changes many times a second; a card is asked for again at most this often. */
const REFRESH_MS = 1_000

/** A card of the day: asked for when the page opens, and again when something of it may have changed. */
function useCard<Answer>(
  name: 'get_owner_day' | 'get_todays_tasks' | 'list_own_patients_waiting',
  events: readonly (keyof TenantEvents)[],
) {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const queryKey = ['clinic-today', tenantId, name] as const
  const query = useQuery({
    queryKey,
    queryFn: (): Promise<Answer> => rpc(name, { p_tenant_id: tenantId }),
    staleTime: 0,
  })
  const { on, onGap } = useTenantChannel()
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh() {
    timer = undefined
    void client.invalidateQueries({ queryKey })
  }
  for (const event of events) on(event, () => (timer ??= setTimeout(refresh, REFRESH_MS)))
  onGap(refresh)
  onScopeDispose(() => clearTimeout(timer))
  return query
}

/** Money of the clinic, how full its week is, and what needs somebody; owner and administrators. */
export const useOwnerDay = () =>
  useCard<OwnerDay>('get_owner_day', ['money', 'session', 'agenda', 'channel', 'credits', 'message'])

/** Forms to be looked at and messages that leave today. */
export const useTodaysTasks = () => useCard<TodaysTasks>('get_todays_tasks', ['intake', 'thread', 'message'])

/** Conversations with patients whom the person treats, in which somebody waits. */
export const useOwnPatientsWaiting = () =>
  useCard<OwnPatientsWaiting>('list_own_patients_waiting', ['message', 'thread', 'thread_merged'])
