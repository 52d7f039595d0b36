import { rest, rpc, unwrap } from '@/lib/rpc'
import type { NotificationChannelProvider } from '@contracts/unions'
import { sinceOf } from './rules'
import type { FoundEntry, FoundMessage, MessageFilters } from './types'

/** People and conversations shown at once. */
const ENTRIES = 8
/** Messages per page. */
export const MESSAGES = 20

/** Where the next page of messages begins. */
export interface MessageCursor {
  at: string
  id: string
}

/** People and conversations under a name, number or e-mail, best first: the kinds that have a screen. */
export function findEntries(tenantId: string, search: string, signal: AbortSignal): Promise<FoundEntry[]> {
  return rpc(
    'search_global',
    {
      p_tenant_id: tenantId,
      p_search: search,
      p_kinds: ['patient', 'doctor', 'conversation'],
      p_limit: ENTRIES,
    },
    { signal },
  )
}

/** One page of messages that have every word of a search, newest first. */
export function findMessages(
  tenantId: string,
  search: string,
  filters: MessageFilters,
  before: MessageCursor | null,
  signal: AbortSignal,
): Promise<FoundMessage[]> {
  return rpc(
    'search_messages',
    {
      p_tenant_id: tenantId,
      p_search: search,
      p_channel_id: filters.channelId || null,
      p_assigned_to: filters.assignedTo || null,
      p_tag_id: filters.tagId || null,
      p_direction: filters.direction || null,
      p_has_media: filters.hasFile,
      p_from: sinceOf(filters.period, Date.now()),
      p_before_at: before?.at ?? null,
      p_before_id: before?.id ?? null,
      p_limit: MESSAGES,
    },
    { signal },
  )
}

/** The channels of the clinic, to tell their messages apart. */
export function listChannels(
  tenantId: string,
): Promise<{ id: string; provider: NotificationChannelProvider }[]> {
  return unwrap(
    rest.from('notification_channels').select('id, provider').eq('tenant_id', tenantId).order('provider'),
  )
}
