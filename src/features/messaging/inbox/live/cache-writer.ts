import type { QueryClient, QueryKey } from '@tanstack/vue-query'
import { MESSAGE_PAGE, THREAD_PAGE } from '../api'
import {
  applyAnswer,
  applyMessage,
  applyThread,
  newerThread,
  removeThread,
  type ListViewer,
  type MessagePages,
  type ThreadPages,
} from './cache'
import { applyToSegment, type Segment } from './segment'
import { laterInstant } from '@/lib/instants'
import { inboxKeys, recentChanges } from '../queries'
import { matchesList } from '../rules'
import type { ConversationEvent, ConversationMessage, ConversationThread, ListParams } from '../types'

/** Brings one change into every cached list and conversation of a clinic. */
export class CacheWriter {
  constructor(
    private readonly client: QueryClient,
    private readonly tenantId: string,
    private readonly viewer: () => ListViewer,
  ) {}

  /** A conversation changed: its summary, assignee, status. */
  putThread(thread: ConversationThread): void {
    recentChanges(this.client, this.tenantId).addThread(thread)
    for (const [queryKey, data] of this.lists()) {
      const params = queryKey[3] as ListParams
      if (data) this.write(queryKey, () => applyThread(data, thread, params, this.viewer(), THREAD_PAGE))
    }
    this.write<ConversationThread>(inboxKeys.thread(this.tenantId, thread.thread_key), (current) =>
      newerThread(current, thread),
    )
  }

  /** A conversation was left: it leaves the lists, too, that kept it only while it was open. */
  settleThread(id: string): void {
    for (const [queryKey, data] of this.lists()) {
      const row = data?.pages.flat().find((thread) => thread.id === id)
      if (row && !matchesList(row, queryKey[3] as ListParams, this.viewer().userId))
        this.write<ThreadPages>(queryKey, (current) => removeThread(current, id))
    }
  }

  /** A message is new or changed. A cut text is fetched in full when its conversation is on the screen. */
  putMessage(threadKey: string, message: ConversationMessage): void {
    recentChanges(this.client, this.tenantId).addMessage(threadKey, message)
    const queryKey = inboxKeys.messages(this.tenantId, threadKey)
    const data = this.write<MessagePages>(queryKey, (current) => applyMessage(current, message, MESSAGE_PAGE))
    const around = this.client.getQueriesData<Segment>({
      queryKey: inboxKeys.allAround(this.tenantId, threadKey),
    })
    const segments = around.map(([key]) =>
      this.write<Segment>(key, (current) => applyToSegment(current, message)),
    )
    const shown = [data, ...segments].flatMap((found) => found?.pages.flat() ?? [])
    if (shown.some((row) => row.id === message.id && row.truncated))
      void this.client.invalidateQueries({ queryKey })
  }

  /** The server accepted a message that was written here. */
  putAnswer(threadKey: string, message: ConversationMessage): void {
    recentChanges(this.client, this.tenantId).addMessage(threadKey, message)
    this.write<MessagePages>(inboxKeys.messages(this.tenantId, threadKey), (current) =>
      applyAnswer(current, message, MESSAGE_PAGE),
    )
  }

  /** Something happened to a conversation. What is not loaded is asked for when it is shown. */
  putEvent(threadKey: string, event: ConversationEvent): void {
    this.write<ConversationEvent[]>(inboxKeys.events(this.tenantId, threadKey), (current) =>
      current.some(({ id }) => id === event.id) ? current : [event, ...current],
    )
  }

  /** One conversation turned out to be part of another. Returns the key of the one that disappeared, if known. */
  mergeThreads(fromId: string, intoKey: string): string | null {
    recentChanges(this.client, this.tenantId).removeThread(fromId)
    const fromKey = this.keyOf(fromId)
    for (const [queryKey, data] of this.lists()) {
      if (data) this.write(queryKey, () => removeThread(data, fromId))
    }
    if (fromKey !== null) {
      this.client.removeQueries({ queryKey: inboxKeys.thread(this.tenantId, fromKey), exact: true })
      this.client.removeQueries({ queryKey: inboxKeys.messages(this.tenantId, fromKey), exact: true })
    }
    void this.distrust(inboxKeys.messages(this.tenantId, intoKey))
    void this.distrust(inboxKeys.events(this.tenantId, intoKey))
    return fromKey
  }

  /** Cached data below a key may lack something: what is on screen is fetched again, the rest when it is opened. */
  async distrust(queryKey: QueryKey): Promise<void> {
    // A fetch that began before the change would end after it and look current.
    await this.client.cancelQueries({ queryKey })
    await this.client.invalidateQueries({ queryKey })
  }

  /** The latest change that any cached conversation carries, in the server's own clock. */
  latestChange(): string | null {
    let latest: string | null = null
    for (const [, data] of this.lists()) {
      for (const thread of data?.pages.flat() ?? []) latest = laterInstant(latest, thread.updated_at)
    }
    return latest
  }

  /** Writes into cached data. What was known to be incomplete stays so: a single change does not complete it. */
  private write<Data>(queryKey: QueryKey, change: (current: Data) => Data): Data | undefined {
    const query = this.client.getQueryCache().find<Data>({ queryKey, exact: true })
    if (query?.state.data === undefined) return undefined
    const incomplete = query.state.isInvalidated
    const data = this.client.setQueryData<Data>(queryKey, change(query.state.data))
    if (incomplete) query.invalidate()
    return data
  }

  private lists() {
    return this.client.getQueriesData<ThreadPages>({ queryKey: inboxKeys.lists(this.tenantId) })
  }

  private keyOf(threadId: string): string | null {
    for (const [, data] of this.lists()) {
      const found = data?.pages.flat().find((thread) => thread.id === threadId)
      if (found) return found.thread_key
    }
    const open = this.client
      .getQueriesData<ConversationThread>({ queryKey: [...inboxKeys.all(this.tenantId), 'thread'] })
      .find(([, thread]) => thread?.id === threadId)
    return open?.[1]?.thread_key ?? null
  }
}
