import { watch } from 'vue'
import { setTitleUnread } from '@/app/page-title'
import { useUnreadTotal } from '@/features/inbox/use-unread-total'
import { patchMembership, refreshContext, useTenant } from '@/features/tenancy/context'
import { openTenantChannel, useTenantChannel } from '@/lib/realtime'

/** Joins the channel of the clinic on screen and keeps what the shell shows of it current. */
export function useLiveClinic(): void {
  const { tenantId, membership } = useTenant()
  const { on, onGap } = useTenantChannel()

  watch(tenantId, (id) => id && openTenantChannel(id), { immediate: true })
  watch(useUnreadTotal(), setTitleUnread, { immediate: true })

  on('channel', ({ channel }) => {
    const current = membership.value?.whatsapp
    if (channel.is_active) {
      patchMembership({ whatsapp: { provider: channel.provider, state: channel.connection_state } })
    } else if (current?.provider === channel.provider) {
      patchMembership({ whatsapp: null })
    }
  })
  // A failed catch-up is not worth a message: the next gap or page load tries again.
  onGap(() => void refreshContext().catch(() => null))
}
