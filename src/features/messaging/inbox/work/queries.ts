import { useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import { useTagsLive } from '@/features/messaging/tags'
import type { ConversationThread } from '../types'
import { listNotes, listPinned, listScheduled } from './api'
import './live-events'
import { withNote, withScheduled } from './rules'
import type { ConversationNote, ScheduledMessage } from './types'

/** Below `inboxKeys.all`, so that what makes the inbox doubt itself makes these doubt too. */
export const workKeys = {
  notes: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'notes', threadKey] as const,
  allNotes: (tenantId: string) => ['inbox', tenantId, 'notes'] as const,
  scheduled: (tenantId: string, threadKey: string) => ['inbox', tenantId, 'scheduled', threadKey] as const,
  allScheduled: (tenantId: string) => ['inbox', tenantId, 'scheduled'] as const,
  pinned: (tenantId: string) => ['inbox', tenantId, 'pinned'] as const,
}

const FRESH_MS = 5 * 60_000

/** The internal notes of a conversation. */
export function useNotes(tenantId: MaybeRefOrGetter<string>, threadKey: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => workKeys.notes(toValue(tenantId), toValue(threadKey))),
    queryFn: () => listNotes(toValue(tenantId), toValue(threadKey)),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** The messages of a conversation that were written for later. */
export function useScheduled(tenantId: MaybeRefOrGetter<string>, threadKey: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => workKeys.scheduled(toValue(tenantId), toValue(threadKey))),
    queryFn: () => listScheduled(toValue(tenantId), toValue(threadKey)),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** The conversations that one pinned. */
export function usePinned(tenantId: string) {
  return useQuery({
    queryKey: workKeys.pinned(tenantId),
    queryFn: () => listPinned(tenantId),
    staleTime: FRESH_MS,
    ...askOffline,
  })
}

/** Puts a note where its conversation is shown. */
export function putNote(client: QueryClient, tenantId: string, threadKey: string, note: ConversationNote) {
  client.setQueryData<ConversationNote[]>(
    workKeys.notes(tenantId, threadKey),
    (notes) => notes && withNote(notes, note),
  )
}

/** Puts a message for later where its conversation is shown. */
export function putScheduled(client: QueryClient, tenantId: string, scheduled: ScheduledMessage) {
  client.setQueryData<ScheduledMessage[]>(
    workKeys.scheduled(tenantId, scheduled.thread_key),
    (list) => list && withScheduled(list, scheduled),
  )
}

/** Keeps notes, messages for later, pins and tags current while the inbox is on screen. */
export function useWorkLive(tenantId: string): void {
  const client = useQueryClient()
  const channel = useTenantChannel()
  const seen = ({ thread }: { thread: ConversationThread }) =>
    client.setQueryData<ConversationThread[]>(workKeys.pinned(tenantId), (pinned) =>
      pinned?.map((row) => (row.id === thread.id ? thread : row)),
    )
  useTagsLive(tenantId)
  channel.on('conversation_note', ({ thread_key, note }) => putNote(client, tenantId, thread_key, note))
  channel.on('scheduled_message', ({ scheduled }) => putScheduled(client, tenantId, scheduled))
  // the board, and the lines of a thread that name a column
  channel.on(
    'conversation_columns',
    () => void client.invalidateQueries({ queryKey: ['inbox', tenantId, 'columns'] }),
  )
  channel.on('thread', seen)
  channel.on('message', seen)
  const askAgain = () => {
    for (const queryKey of [
      workKeys.allNotes(tenantId),
      workKeys.allScheduled(tenantId),
      workKeys.pinned(tenantId),
    ])
      void client.invalidateQueries({ queryKey })
  }
  channel.on('thread_merged', askAgain)
  channel.onGap(askAgain)
}
