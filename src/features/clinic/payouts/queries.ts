import { useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { wallTimeOf } from '@/lib/wall-time'
import './live-events'

/** Everything that is kept of payouts stands below `all`. */
export const payoutKeys = {
  all: (tenantId: string) => ['payouts', tenantId] as const,
  month: (tenantId: string, month: string) => ['payouts', tenantId, 'month', month] as const,
  one: (tenantId: string, therapistId: string, month: string) =>
    ['payouts', tenantId, 'one', therapistId, month] as const,
  rules: (tenantId: string) => ['payouts', tenantId, 'rules'] as const,
  setup: (tenantId: string) => ['payouts', tenantId, 'setup'] as const,
}

/** Keeps what is shown of payouts current: they follow the money. */
export function usePayoutsLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: payoutKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('payout', () => void refresh())
  channel.on('money', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}

/** The day that the clinic's calendar shows. */
export function useToday() {
  const { membership } = useTenant()
  return computed(() => wallTimeOf(new Date(), membership.value?.time_zone).date)
}
