import { rpc } from '@/lib/rpc'
import type { AppNotification, Cursor, NotificationSettings } from './types'

/** Rows per page of the history. */
export const NOTIFICATION_PAGE = 30

/** One's own notifications, the latest first. */
export function listNotifications(
  tenantId: string,
  before: Cursor | null,
  limit = NOTIFICATION_PAGE,
): Promise<AppNotification[]> {
  return rpc('list_notifications', {
    p_tenant_id: tenantId,
    p_before_at: before?.at ?? null,
    p_before_id: before?.id ?? null,
    p_limit: limit,
  })
}

/** How many of one's own are unread, up to a hundred. */
export function countNotifications(tenantId: string): Promise<number> {
  return rpc('count_notifications', { p_tenant_id: tenantId })
}

/** Marks one, those of a conversation, or all as read; how many are left. */
export function markNotificationsRead(
  tenantId: string,
  which: { id?: string; threadKey?: string } = {},
): Promise<number> {
  return rpc('mark_notifications_read', {
    p_tenant_id: tenantId,
    p_id: which.id ?? null,
    p_thread_key: which.threadKey ?? null,
  })
}

export function getNotificationSettings(tenantId: string): Promise<NotificationSettings> {
  return rpc('get_notification_settings', { p_tenant_id: tenantId })
}

export function saveNotificationSettings(
  tenantId: string,
  settings: NotificationSettings,
): Promise<NotificationSettings> {
  return rpc('save_notification_settings', {
    p_tenant_id: tenantId,
    p_is_muted: settings.is_muted,
    p_plays_sound: settings.plays_sound,
    p_rule: settings.rule,
    p_quiet_from: settings.quiet_from,
    p_quiet_until: settings.quiet_until,
    p_shows_text_in_push: settings.shows_text_in_push,
  })
}
