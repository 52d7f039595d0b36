import { useQueryClient, type QueryKey } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import { catchUpFrom } from '@/lib/live/catch-up'
import { useTenantChannel } from '@/lib/realtime'
import { listChanges } from '../api'
import { removeMessage, type MessagePages } from './cache'
import type { CacheWriter } from './cache-writer'
import { CHANGES_LIMIT, isComplete } from './catch-up'
import { inboxKeys } from '../queries'
import { provideContactTyping } from './use-typing'
import './live-events'

/** How long a change waits to be counted with those that follow it. */
const COUNT_MS = 1_000

export interface InboxLiveOptions {
  tenantId: () => string
  writer: () => CacheWriter
  /** The conversation on screen disappeared into another. */
  onMerged: (fromKey: string, intoKey: string) => void
}

/** Keeps the cached lists and conversations current while the inbox is on screen, and catches up after a gap. */
export function useInboxLive({ tenantId, writer, onMerged }: InboxLiveOptions) {
  const client = useQueryClient()
  const channel = useTenantChannel()
  provideContactTyping(channel)

  channel.on('message', ({ thread, message }) => {
    writer().putMessage(thread.thread_key, message)
    writer().putThread(thread)
    if (message.direction === 'inbound') askAgain(inboxKeys.window(tenantId(), thread.thread_key))
  })
  channel.on('message_removed', ({ id }) => {
    client.setQueriesData<MessagePages>(
      { queryKey: inboxKeys.conversations(tenantId()) },
      (data) => data && removeMessage(data, id),
    )
  })
  channel.on('thread', ({ thread }) => writer().putThread(thread))
  channel.on('conversation_event', ({ thread_key, event }) => writer().putEvent(thread_key, event))
  // However much happens at once, it is counted again once.
  let counting: ReturnType<typeof setTimeout> | undefined
  const countSoon = () => {
    counting ??= setTimeout(() => {
      counting = undefined
      askAgain(inboxKeys.counts(tenantId()))
    }, COUNT_MS)
  }
  channel.on('message', countSoon)
  channel.on('thread', countSoon)
  channel.on('thread_merged', countSoon)
  channel.on('thread_merged', ({ from_id, into_key }) => {
    const fromKey = writer().mergeThreads(from_id, into_key)
    askAgain(inboxKeys.window(tenantId(), into_key))
    if (fromKey !== null) onMerged(fromKey, into_key)
  })
  // Each number of the clinic has its own 24 hours.
  channel.on('channel', () => askAgain(inboxKeys.windows(tenantId())))
  channel.onGap((since) => void catchUp(since))
  // Nobody listens once the inbox is left: what is cached still shows at once, but is asked for again.
  onScopeDispose(() => {
    clearTimeout(counting)
    void client.invalidateQueries({ queryKey: inboxKeys.all(tenantId()), refetchType: 'none' })
  })

  function askAgain(queryKey: QueryKey): void {
    void client.invalidateQueries({ queryKey })
  }

  async function catchUp(lastLive: Date): Promise<void> {
    const tenant = tenantId()
    const since = catchUpFrom(writer().latestChange(), lastLive)
    void writer().distrust(inboxKeys.conversations(tenant))
    // The open conversation may have become part of another: no change tells of it any more.
    void writer().distrust(inboxKeys.allThreads(tenant))
    askAgain(inboxKeys.windows(tenant))
    askAgain(inboxKeys.allEvents(tenant))
    askAgain(inboxKeys.counts(tenant))
    const changes = since === null ? null : await listChanges(tenant, since, CHANGES_LIMIT).catch(() => null)
    if (changes === null || !isComplete(changes)) {
      await writer().distrust(inboxKeys.all(tenant))
      return
    }
    for (const thread of changes.threads) writer().putThread(thread)
  }
}
