import type { Notice } from './types'

declare module '@/lib/realtime' {
  interface TenantEvents {
    notification: Notice
    notifications_read: { user_ids: string[] }
    notification_settings: { user_id: string }
  }
}
