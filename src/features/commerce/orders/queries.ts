import { useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import './live-events'

/** What is kept of orders. */
export const orderKeys = {
  all: (tenantId: string) => ['orders', tenantId] as const,
  of: (tenantId: string, ...rest: readonly unknown[]) => ['orders', tenantId, ...rest] as const,
}

/** Keeps what is shown of orders current; answers how to do it by hand. */
export function useOrdersLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: orderKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('orders', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}
