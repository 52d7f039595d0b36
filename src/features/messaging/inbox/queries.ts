import { useInfiniteQuery, useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { askOffline } from '@/kit/query-client'
import { AppError } from '@/lib/errors'
import {
  countConversations,
  getConversation,
  getServiceWindow,
  listConversationEvents,
  listConversations,
  listMessages,
  listMessagesAround,
  MESSAGE_PAGE,
  THREAD_PAGE,
} from './api'
import type { ListViewer, MessagePages, ThreadPages } from './live/cache'
import { RecentChanges } from './live/recent-changes'
import { grown, reachOf, segmentOf, type Segment } from './live/segment'
import { isLongestFirst, matchesList } from './rules'
import type { ConversationMessage, ConversationThread, Cursor, ListParams } from './types'

/** Keys of the inbox in the query cache. Everything of a clinic lies below `all`. */
export const inboxKeys = {
  all: (tenantId: string) => ['inbox', tenantId] as const,
  lists: (tenantId: string) => ['inbox', tenantId, 'threads'] as const,
  list: (tenantId: string, params: ListParams) => ['inbox', tenantId, 'threads', params] as const,
  allThreads: (tenantId: string) => ['inbox', tenantId, 'thread'] as const,
  thread: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'thread', threadKey] as const,
  windows: (tenantId: string) => ['inbox', tenantId, 'window'] as const,
  window: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'window', threadKey] as const,
  conversations: (tenantId: string) => ['inbox', tenantId, 'messages'] as const,
  messages: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'messages', threadKey] as const,
  /** Below the messages of the conversation: what makes those doubtful makes these so, too. */
  allAround: (tenantId: string, threadKey: string) =>
    ['inbox', tenantId, 'messages', threadKey, 'around'] as const,
  around: (tenantId: string, threadKey: string, messageId: string) =>
    ['inbox', tenantId, 'messages', threadKey, 'around', messageId] as const,
  allEvents: (tenantId: string) => ['inbox', tenantId, 'events'] as const,
  events: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'events', threadKey] as const,
  counts: (tenantId: string) => ['inbox', tenantId, 'counts'] as const,
  /** Below the counts, so that whatever asks for those again asks for these as well. */
  allColumnCounts: (tenantId: string) => ['inbox', tenantId, 'counts', 'columns'] as const,
  columnCounts: (tenantId: string, { filter, search, tag }: ListParams) =>
    ['inbox', tenantId, 'counts', 'columns', { filter, search, tag }] as const,
  columns: (tenantId: string) => ['inbox', tenantId, 'columns'] as const,
}

/** Live events keep the cache current; only a gap or this age makes a query ask again. */
const FRESH_MS = 5 * 60_000

const recents = new WeakMap<QueryClient, Map<string, RecentChanges>>()

/** The last minute of live changes of one clinic: what one heard must never be replayed in another. */
export function recentChanges(client: QueryClient, tenantId: string): RecentChanges {
  const clinics = recents.get(client) ?? new Map<string, RecentChanges>()
  recents.set(client, clinics)
  const changes = clinics.get(tenantId) ?? new RecentChanges()
  clinics.set(tenantId, changes)
  return changes
}

function threadCursor(page: ConversationThread[], params: ListParams): Cursor | undefined {
  const last = page.at(-1)
  if (!last || page.length < THREAD_PAGE) return undefined
  return { at: (isLongestFirst(params) ? last.waiting_since : null) ?? last.last_message_at, id: last.id }
}

function messageCursor(page: ConversationMessage[]): Cursor | undefined {
  const last = page.at(-1)
  return last && page.length >= MESSAGE_PAGE ? { at: last.occurred_at, id: last.id } : undefined
}

/** While a new list loads: the rows of the list before that belong to it as well, so the switch is instant. */
function narrowed(
  previous: ThreadPages | undefined,
  params: ListParams,
  userId: string,
): ThreadPages | undefined {
  const rows = previous?.pages.flat().filter((thread) => matchesList(thread, params, userId)) ?? []
  return rows.length > 0 ? { pages: [rows.slice(0, THREAD_PAGE - 1)], pageParams: [null] } : undefined
}

/** The conversation list, page by page. */
export function useConversationList(
  tenantId: MaybeRefOrGetter<string>,
  params: MaybeRefOrGetter<ListParams>,
  viewer: MaybeRefOrGetter<ListViewer>,
) {
  const client = useQueryClient()
  return useInfiniteQuery({
    queryKey: computed(() => inboxKeys.list(toValue(tenantId), toValue(params))),
    queryFn: ({ pageParam }) => listConversations(toValue(tenantId), toValue(params), pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (page: ConversationThread[]) => threadCursor(page, toValue(params)),
    staleTime: FRESH_MS,
    ...askOffline,
    placeholderData: (previous: ThreadPages | undefined) =>
      narrowed(previous, toValue(params), toValue(viewer).userId),
    structuralSharing: (_previous: unknown, fetched: unknown) =>
      recentChanges(client, toValue(tenantId)).replayThreads(
        fetched as ThreadPages,
        toValue(params),
        toValue(viewer),
      ),
  })
}

/** What the list pane draws. */
export type ConversationListQuery = ReturnType<typeof useConversationList>

/** A conversation that is already known from one of the lists. */
function threadInLists(
  client: QueryClient,
  tenantId: string,
  threadKey: string,
): ConversationThread | undefined {
  for (const [, data] of client.getQueriesData<ThreadPages>({ queryKey: inboxKeys.lists(tenantId) })) {
    const found = data?.pages.flat().find((thread) => thread.thread_key === threadKey)
    if (found) return found
  }
  return undefined
}

/** The open conversation; at once when a list already shows it. */
export function useThread(tenantId: MaybeRefOrGetter<string>, threadKey: MaybeRefOrGetter<string | null>) {
  const client = useQueryClient()
  return useQuery({
    queryKey: computed(() => inboxKeys.thread(toValue(tenantId), toValue(threadKey) ?? '')),
    queryFn: () => getConversation(toValue(tenantId), toValue(threadKey) ?? ''),
    enabled: () => toValue(threadKey) !== null,
    initialData: () => threadInLists(client, toValue(tenantId), toValue(threadKey) ?? ''),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** Until when the channel takes free text in the open conversation. Asked for only where that ends. */
export function useServiceWindow(
  tenantId: MaybeRefOrGetter<string>,
  threadKey: MaybeRefOrGetter<string>,
  hasWindow: () => boolean,
) {
  return useQuery({
    queryKey: computed(() => inboxKeys.window(toValue(tenantId), toValue(threadKey))),
    queryFn: () => getServiceWindow(toValue(tenantId), toValue(threadKey)),
    enabled: hasWindow,
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

function messagesQuery(client: QueryClient, tenantId: string, threadKey: string) {
  return {
    queryKey: inboxKeys.messages(tenantId, threadKey),
    queryFn: ({ pageParam }: { pageParam: Cursor | null }) => listMessages(tenantId, threadKey, pageParam),
    initialPageParam: null as Cursor | null,
    getNextPageParam: messageCursor,
    staleTime: FRESH_MS,
    ...askOffline,
    structuralSharing: (_previous: unknown, fetched: unknown) =>
      recentChanges(client, tenantId).replayMessages(fetched as MessagePages, threadKey),
  }
}

/** How many open conversations each filter holds; the live events ask again. */
export function useConversationCounts(tenantId: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => inboxKeys.counts(toValue(tenantId))),
    queryFn: () => countConversations(toValue(tenantId)),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** What happened to the open conversation beside its messages. */
export function useConversationEvents(
  tenantId: MaybeRefOrGetter<string>,
  threadKey: MaybeRefOrGetter<string>,
) {
  return useQuery({
    queryKey: computed(() => inboxKeys.events(toValue(tenantId), toValue(threadKey))),
    queryFn: () => listConversationEvents(toValue(tenantId), toValue(threadKey)),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** The messages of the open conversation, page by page into the past. */
export function useMessages(tenantId: MaybeRefOrGetter<string>, threadKey: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  return useInfiniteQuery(computed(() => messagesQuery(client, toValue(tenantId), toValue(threadKey))))
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** As many messages of one side as the database gives at once. */
const REACH_LIMIT = 200

/** What stands around a message of the open conversation, which grows at both ends. Nothing while there is no message. */
export function useMessagesAround(
  tenantId: MaybeRefOrGetter<string>,
  threadKey: MaybeRefOrGetter<string>,
  messageId: MaybeRefOrGetter<string | null>,
) {
  const client = useQueryClient()
  const keyNow = () => inboxKeys.around(toValue(tenantId), toValue(threadKey), toValue(messageId) ?? '')

  async function fetchAround(queryKey: ReturnType<typeof keyNow>): Promise<Segment> {
    const [, tenant, , key, , id] = queryKey
    if (!UUID.test(id)) throw new AppError('message_not_found')
    const reach = reachOf(client.getQueryData<Segment>(queryKey), id)
    const newer = Math.min(reach.newer, REACH_LIMIT)
    const older = Math.min(reach.older, REACH_LIMIT)
    return segmentOf(await listMessagesAround(tenant, key, id, { newer, older }), id, newer, older)
  }

  const query = useQuery({
    queryKey: computed(keyNow),
    queryFn: () => fetchAround(keyNow()),
    enabled: () => toValue(messageId) !== null,
    staleTime: FRESH_MS,
    // kept only while it is read: nobody tells it of what happens at the end of the conversation
    gcTime: 0,
    ...askOffline,
    structuralSharing: (_previous: unknown, fetched: unknown) =>
      recentChanges(client, toValue(tenantId)).replayAround(fetched as Segment, toValue(threadKey)),
  })

  let loading: Promise<void> | null = null
  async function loadMore(side: 'newer' | 'older'): Promise<void> {
    const queryKey = keyNow()
    const segment = client.getQueryData<Segment>(queryKey)
    const end = segment?.pages.flat().at(side === 'newer' ? 0 : -1)
    if (!segment || !end || !(side === 'newer' ? segment.hasNewer : segment.hasOlder)) return
    const reach = { newer: 0, older: 0, [side]: MESSAGE_PAGE }
    const rows = await listMessagesAround(queryKey[1], queryKey[3], end.id, reach)
    client.setQueryData<Segment>(queryKey, (now) => now && grown(now, rows, side, MESSAGE_PAGE))
  }

  return {
    data: query.data,
    error: query.error,
    /** Loads more at one end, one request at a time; a failure is asked for again by the next scroll. */
    load: (side: 'newer' | 'older'): Promise<void> =>
      (loading ??= loadMore(side)
        .catch(() => undefined)
        .finally(() => (loading = null))),
  }
}

/** Loads the first messages of a conversation that the pointer rests on. */
export function usePrefetchMessages(tenantId: MaybeRefOrGetter<string>) {
  const client = useQueryClient()
  return (threadKey: string) => {
    void client.prefetchInfiniteQuery(messagesQuery(client, toValue(tenantId), threadKey))
  }
}
