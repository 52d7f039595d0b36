import type { ChannelProvider, ConnectionState } from '@/kit/clinic/types'

/** One clinic with its size, as `saas_list_tenants` answers. */
export interface SaasTenant {
  id: string
  slug: string
  name: string
  created_at: string
  members: number
  conversations: number
  messages_30d: number
  channel: ChannelProvider | null
  channel_state: ConnectionState | null
}
