import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { findEntries, findMessages, listChannels, MESSAGES, type MessageCursor } from './api'
import { isNarrowed } from './rules'
import type { FoundMessage, MessageFilters } from './types'

const FRESH_MS = 10_000

/** What a search finds; the answer before stays until the next one is there. */
export function useSearch(
  tenantId: string,
  search: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<MessageFilters>,
) {
  const entries = useQuery({
    queryKey: computed(() => ['search', tenantId, 'entries', toValue(search)]),
    queryFn: ({ signal }) => findEntries(tenantId, toValue(search), signal),
    enabled: () => toValue(search) !== '' && !isNarrowed(toValue(filters)),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  })
  const messages = useInfiniteQuery({
    queryKey: computed(() => ['search', tenantId, 'messages', toValue(search), { ...toValue(filters) }]),
    queryFn: ({ pageParam, signal }) =>
      findMessages(tenantId, toValue(search), toValue(filters), pageParam, signal),
    initialPageParam: null as MessageCursor | null,
    getNextPageParam: (page: FoundMessage[]): MessageCursor | undefined => {
      const last = page.at(-1)
      return last && page.length >= MESSAGES ? { at: last.occurred_at, id: last.message_id } : undefined
    },
    enabled: () => toValue(search) !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  })
  return { entries, messages }
}

/** The channels of the clinic. */
export function useChannels(tenantId: string) {
  return useQuery({
    queryKey: ['search', tenantId, 'channels'],
    queryFn: () => listChannels(tenantId),
    staleTime: 5 * 60_000,
  })
}
