import { watch } from 'vue'
import { setTitleUnread } from '@/app/page-title'
import { useUnreadTotal } from '@/features/messaging/inbox'
import { patchMembership, useTenant } from '@/kit/clinic/context'
import { closeTenantChannel, openTenantChannel, useTenantChannel } from '@/lib/realtime'
import { usePlaceInClinic } from './use-place-in-clinic'

/** Joins the channel of the clinic on screen and keeps what the shell shows of it current. */
export function useLiveClinic(): void {
  const { tenantId, membership, context } = useTenant()
  const { follow } = usePlaceInClinic()
  const { on, onGap } = useTenantChannel()

  watch(tenantId, (id) => (id ? openTenantChannel(id) : closeTenantChannel()), { immediate: true })
  watch(useUnreadTotal(), setTitleUnread, { immediate: true })

  on('channel', ({ channel }) => {
    const others = (membership.value?.channels ?? []).filter(({ family }) => family !== channel.family)
    const isOther = membership.value?.channels.some(
      ({ family, provider }) => family === channel.family && provider !== channel.provider,
    )
    const { provider, family, connection_state: state } = channel
    if (channel.is_active) patchMembership({ channels: [...others, { provider, family, state }] })
    else if (!isOther) patchMembership({ channels: others })
    if (channel.family !== 'whatsapp') return
    const current = membership.value?.whatsapp
    if (channel.is_active) {
      patchMembership({ whatsapp: { provider: channel.provider, state: channel.connection_state } })
    } else if (current?.provider === channel.provider) {
      patchMembership({ whatsapp: null })
    }
  })
  on('member', ({ user_id }) => {
    if (user_id === context.value?.user.id) catchUp()
  })
  on('modules', catchUp)
  onGap(catchUp)

  // A failed catch-up is not worth a message: the next gap or page load tries again.
  function catchUp(): void {
    void follow().catch(() => null)
  }
}
