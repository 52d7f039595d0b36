import { rest, rpc, unwrap } from '@/lib/rpc'
import type { NotificationChannelProvider } from '@contracts/unions'
import { sinceOf } from './rules'
import type { Found, FoundKind, FoundMessage, MessageFilters } from './types'

/** Lines of each kind beside the others. */
export const TOGETHER = 5
/** Lines of a kind alone. */
const ALONE = 30
/** Messages per page. */
export const MESSAGES = 20

/** Where the next page of messages begins. */
export interface MessageCursor {
  at: string
  id: string
}

/**
 * What a clinic has under a search, a few of each kind, or many of one; without a search, what is near. `near` are ids
 * that the person had open.
 */
export function findAll(
  tenantId: string,
  { search, kinds, near }: { search: string; kinds: readonly FoundKind[] | null; near: readonly string[] },
  signal: AbortSignal,
): Promise<Found[]> {
  return rpc(
    'search_global',
    {
      p_tenant_id: tenantId,
      p_search: search,
      p_kinds: kinds && [...kinds],
      p_limit: kinds?.length === 1 ? ALONE : TOGETHER,
      p_near: [...near],
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
