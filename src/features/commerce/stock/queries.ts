import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getFacts, listSuppliers } from './api'
import './live-events'

/** What is kept of products, stock and purchases: everything under one key, because each shows in the others. */
export const stockKeys = {
  all: (tenantId: string) => ['stock', tenantId] as const,
  of: (tenantId: string, ...rest: readonly unknown[]) => ['stock', tenantId, ...rest] as const,
}

/** Keeps what is shown current; answers how to do it by hand. */
export function useStockLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: stockKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('stock', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}

/** Kinds, reasons and places. */
export function useStockFacts() {
  const tenantId = requireTenantId()
  const { data } = useQuery({
    queryKey: stockKeys.of(tenantId, 'facts'),
    queryFn: () => getFacts(tenantId),
  })
  return {
    kinds: computed(() => data.value?.kinds ?? []),
    reasons: computed(() => data.value?.reasons ?? []),
    places: computed(() => (data.value?.places ?? []).filter((place) => place.archived_at === null)),
    sessionTypes: computed(() => data.value?.sessionTypes ?? []),
  }
}

/** Everybody the clinic buys from. */
export function useSuppliers() {
  const tenantId = requireTenantId()
  const query = useQuery({
    queryKey: stockKeys.of(tenantId, 'suppliers'),
    queryFn: () => listSuppliers(tenantId),
  })
  return {
    ...query,
    suppliers: computed(() => query.data.value ?? []),
    current: computed(() => (query.data.value ?? []).filter((one) => one.archived_at === null)),
  }
}
