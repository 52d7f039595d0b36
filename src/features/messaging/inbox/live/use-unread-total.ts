import { computed, onScopeDispose, type ComputedRef } from 'vue'
import { patchMembership, refreshContext, useTenant } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import './live-events'
import { countsAsUnread } from '../rules'
import type { ConversationThread } from '../types'

/** While many conversations change for the first time, the total is asked for at most this often. */
const REFRESH_MS = 2_000

/**
 * How many conversations of the clinic wait to be read, kept current by the live events. For the shell: the badge
 * of the menu and the title of the tab. A change of a conversation seen before adjusts the number; the first event
 * of one, and a gap, ask the server.
 */
export function useUnreadTotal(): ComputedRef<number> {
  const { membership, tenantId } = useTenant()
  const channel = useTenantChannel()
  const total = computed(() => membership.value?.unread_total ?? 0)
  const seen = new Map<string, boolean>()
  let seenTenant = tenantId.value
  let timer: ReturnType<typeof setTimeout> | undefined
  let refreshing = false

  function refreshSoon() {
    timer ??= setTimeout(() => void refresh(), REFRESH_MS)
  }

  async function refresh() {
    timer = undefined
    refreshing = true
    await refreshContext().catch(() => undefined)
    refreshing = false
  }

  function see(thread: ConversationThread) {
    if (seenTenant !== tenantId.value) seen.clear()
    seenTenant = tenantId.value
    const unread = countsAsUnread(thread)
    const before = seen.get(thread.id)
    seen.set(thread.id, unread)
    if (before === undefined || refreshing) refreshSoon()
    else if (before !== unread)
      patchMembership({ unread_total: Math.max(0, total.value + (unread ? 1 : -1)) })
  }

  channel.on('message', ({ thread }) => see(thread))
  channel.on('thread', ({ thread }) => see(thread))
  channel.on('thread_merged', refreshSoon)
  channel.onGap(() => {
    seen.clear()
    refreshSoon()
  })
  onScopeDispose(() => clearTimeout(timer))

  return total
}
