import { queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose } from 'vue'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import type { NotificationSettings } from './types'

/** A busy clinic tells of many messages a second; the number and the list are asked for at most this often. */
const REFRESH_MS = 500
/** Rows of the popover. */
const LATEST = 8

const keys = {
  all: (tenantId: string) => ['notifications', tenantId] as const,
  count: (tenantId: string) => [...keys.all(tenantId), 'count'] as const,
  latest: (tenantId: string) => [...keys.all(tenantId), 'latest'] as const,
  history: (tenantId: string) => [...keys.all(tenantId), 'history'] as const,
  settings: (tenantId: string) => ['notification-settings', tenantId] as const,
}

/** How many are unread, live in every tab and on every device of the person. */
export function useNotificationCount() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const { context } = useTenant()
  const { on, onGap } = useTenantChannel()
  const { data } = useQuery({
    queryKey: keys.count(tenantId),
    queryFn: () => api.countNotifications(tenantId),
  })
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh() {
    timer = undefined
    void client.invalidateQueries({ queryKey: keys.all(tenantId) })
  }
  function refreshSoon({ user_ids }: { user_ids: string[] }) {
    if (user_ids.includes(context.value?.user.id ?? '')) timer ??= setTimeout(refresh, REFRESH_MS)
  }
  on('notification', refreshSoon)
  on('notifications_read', refreshSoon)
  onGap(refresh)
  onScopeDispose(() => clearTimeout(timer))
  return computed(() => data.value ?? 0)
}

/** The latest of them, for the popover. */
export function useLatestNotifications() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: keys.latest(tenantId),
    queryFn: () => api.listNotifications(tenantId, null, LATEST),
    staleTime: 0,
    ...askOffline,
  })
}

/** All of them, page by page. */
export function useNotificationHistory() {
  const tenantId = requireTenantId()
  return useInfiniteQuery({
    queryKey: keys.history(tenantId),
    queryFn: ({ pageParam }) => api.listNotifications(tenantId, pageParam),
    initialPageParam: null as { at: string; id: string } | null,
    getNextPageParam: (page) => {
      const last = page.at(-1)
      return last && page.length === api.NOTIFICATION_PAGE ? { at: last.noticed_at, id: last.id } : undefined
    },
    ...askOffline,
  })
}

/** The person's settings in this clinic. */
export const settingsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: keys.settings(tenantId),
    queryFn: () => api.getNotificationSettings(tenantId),
    staleTime: 5 * 60_000,
    ...askOffline,
  })

/** Keeps the settings current when another tab or device changed them. */
export function useLiveSettings() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const { context } = useTenant()
  const { on } = useTenantChannel()
  on('notification_settings', ({ user_id }) => {
    if (user_id === context.value?.user.id)
      void client.invalidateQueries({ queryKey: keys.settings(tenantId) })
  })
  return useQuery(settingsQuery(tenantId))
}

/** Changes that all screens show at once. */
export function useNotificationActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  return {
    async markRead(which?: { id?: string; threadKey?: string }): Promise<void> {
      const left = await api.markNotificationsRead(tenantId, which)
      client.setQueryData(keys.count(tenantId), left)
      await client.invalidateQueries({ queryKey: keys.all(tenantId) })
    },
    async save(settings: NotificationSettings): Promise<void> {
      const saved = await api.saveNotificationSettings(tenantId, settings)
      client.setQueryData(keys.settings(tenantId), saved)
    },
  }
}
