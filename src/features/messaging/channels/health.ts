import type { NotificationChannelProvider } from '@contracts/unions'
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose } from 'vue'
import { useTenant } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { rpc } from '@/lib/rpc'

/** Answer of `channel_health`: the database decides what is well. */
export interface ChannelHealth {
  state: 'ok' | 'none' | 'connecting' | 'disconnected' | 'failing'
  provider: NotificationChannelProvider | null
  failures: number
  since: string | null
}

/** A burst of events is one question. */
const SETTLE_MS = 500

const keyOf = (tenantId: string | null) => ['channel-health', tenantId] as const

/** Whether messages go out, live: asked again when the channel or a message that failed says so. */
export function useChannelHealth() {
  const { tenantId } = useTenant()
  const client = useQueryClient()
  const { on, onGap } = useTenantChannel()
  const { data } = useQuery({
    queryKey: computed(() => keyOf(tenantId.value)),
    queryFn: (): Promise<ChannelHealth> => rpc('channel_health', { p_tenant_id: tenantId.value ?? '' }),
    enabled: computed(() => tenantId.value !== null),
    refetchInterval: 60_000,
  })
  const health = computed(() => data.value ?? null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function askAgain(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void client.invalidateQueries({ queryKey: keyOf(tenantId.value) }), SETTLE_MS)
  }

  on('channel', askAgain)
  on('message', ({ message }) => {
    const isTroubled = message.status === 'failed' || message.next_attempt_at !== null
    if (message.direction === 'outbound' && (isTroubled || health.value?.state === 'failing')) askAgain()
  })
  onGap(askAgain)
  onScopeDispose(() => clearTimeout(timer))

  return { health }
}
