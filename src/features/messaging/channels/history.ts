import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import { isOpen } from './rules'
import type { HistoryImport, HistoryOfChannel } from './types'

/** Beside what broadcasts say while an import is under way. */
const POLL_MS = 20_000

/** What was said before the active channel was connected: how far its import is, live. */
export function useHistoryImport() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const queryKey = ['history-import', tenantId] as const
  const query = useQuery({
    queryKey,
    queryFn: () => api.getHistoryImport(tenantId),
    staleTime: 5_000,
    refetchInterval: ({ state }) => (isOpen(state.data?.import ?? null) ? POLL_MS : false),
  })
  const { on, onGap } = useTenantChannel()

  const refresh = () => client.invalidateQueries({ queryKey })

  function show(run: HistoryImport) {
    client.setQueryData<HistoryOfChannel>(queryKey, (known) => known && { ...known, import: run })
  }

  on('history_import', ({ import: run }) => show(run))
  on('channel', refresh)
  onGap(refresh)

  return {
    days: computed(() => query.data.value?.days ?? null),
    run: computed(() => query.data.value?.import ?? null),
    start: async () => show(await api.startHistoryImport(tenantId)),
    cancel: async (id: string) => show(await api.cancelHistoryImport(tenantId, id)),
  }
}
