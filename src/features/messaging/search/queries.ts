import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { findAll, findMessages, listChannels, MESSAGES, type MessageCursor } from './api'
import { lateKinds } from './rules'
import type { FoundKind, FoundMessage, MessageFilters } from './types'

const FRESH_MS = 10_000

/**
 * What a search finds of all kinds, or of one; the answer before stays until the next one is there, and what is not asked for
 * any more is cancelled. Kinds that were not begun in time are asked for by themselves, so that they hold nobody up.
 */
export function useFound(
  tenantId: string,
  search: MaybeRefOrGetter<string>,
  kind: MaybeRefOrGetter<FoundKind | null>,
  near: () => string[],
) {
  const kinds = () => {
    const only = toValue(kind)
    return only && [only]
  }
  const found = useQuery({
    queryKey: computed(() => ['search', tenantId, 'found', toValue(search), toValue(kind)]),
    queryFn: ({ signal }) =>
      findAll(tenantId, { search: toValue(search), kinds: kinds(), near: near() }, signal),
    enabled: () => toValue(search) !== '',
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  })
  const missing = computed(() => (found.isPlaceholderData.value ? [] : lateKinds(found.data.value ?? [])))
  const late = useQuery({
    queryKey: computed(() => ['search', tenantId, 'late', toValue(search), missing.value]),
    queryFn: ({ signal }) =>
      findAll(tenantId, { search: toValue(search), kinds: missing.value, near: near() }, signal),
    enabled: () => missing.value.length > 0,
    staleTime: FRESH_MS,
  })
  return { found, late }
}

/** What the person had open lately, as far as it is still there to be seen. */
export function useNear(tenantId: string, near: () => string[], enabled: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ['search', tenantId, 'near'],
    queryFn: ({ signal }) => {
      const ids = near()
      return ids.length === 0 ? [] : findAll(tenantId, { search: '', kinds: null, near: ids }, signal)
    },
    enabled,
    staleTime: 0,
  })
}

/** Messages page by page, narrowed by what the person chose. */
export function useFoundMessages(
  tenantId: string,
  search: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<MessageFilters>,
  enabled: MaybeRefOrGetter<boolean>,
) {
  return useInfiniteQuery({
    queryKey: computed(() => ['search', tenantId, 'messages', toValue(search), { ...toValue(filters) }]),
    queryFn: ({ pageParam, signal }) =>
      findMessages(tenantId, toValue(search), toValue(filters), pageParam, signal),
    initialPageParam: null as MessageCursor | null,
    getNextPageParam: (page: FoundMessage[]): MessageCursor | undefined => {
      const last = page.at(-1)
      return last && page.length >= MESSAGES ? { at: last.occurred_at, id: last.message_id } : undefined
    },
    enabled: () => toValue(search) !== '' && toValue(enabled),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  })
}

/** The channels of the clinic. */
export function useChannels(tenantId: string) {
  return useQuery({
    queryKey: ['search', tenantId, 'channels'],
    queryFn: () => listChannels(tenantId),
    staleTime: 5 * 60_000,
  })
}
