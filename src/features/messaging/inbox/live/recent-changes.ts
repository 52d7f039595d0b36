import { applyMessage, applyThread, type ListViewer, type MessagePages, type ThreadPages } from './cache'
import { MESSAGE_PAGE, THREAD_PAGE } from '../api'
import type { ConversationMessage, ConversationThread, ListParams } from '../types'

const KEEP_MS = 60_000

interface Seen<T> {
  row: T
  seenAt: number
}

/**
 * What arrived live in the last minute. A fetch that began before an event may answer after it; replaying the
 * recent events over its answer means that nothing that was on the screen disappears.
 */
export class RecentChanges {
  private readonly threads = new Map<string, Seen<ConversationThread>>()
  private readonly messages = new Map<string, Seen<ConversationMessage> & { threadKey: string }>()

  constructor(private readonly now: () => number = Date.now) {}

  addThread(row: ConversationThread): void {
    this.forgetOld()
    this.threads.delete(row.id)
    this.threads.set(row.id, { row, seenAt: this.now() })
  }

  addMessage(threadKey: string, row: ConversationMessage): void {
    this.forgetOld()
    this.messages.delete(row.id)
    this.messages.set(row.id, { row, threadKey, seenAt: this.now() })
  }

  removeThread(id: string): void {
    this.threads.delete(id)
  }

  replayThreads(pages: ThreadPages, params: ListParams, viewer: ListViewer): ThreadPages {
    this.forgetOld()
    let result = pages
    for (const { row } of this.threads.values())
      result = applyThread(result, row, params, viewer, THREAD_PAGE)
    return result
  }

  replayMessages(pages: MessagePages, threadKey: string): MessagePages {
    this.forgetOld()
    let result = pages
    for (const seen of this.messages.values()) {
      if (seen.threadKey === threadKey) result = applyMessage(result, seen.row, MESSAGE_PAGE)
    }
    return result
  }

  /** Both maps are in order of arrival, so the old ones come first. */
  private forgetOld(): void {
    const limit = this.now() - KEEP_MS
    for (const map of [this.threads, this.messages]) {
      for (const [id, seen] of map) {
        if (seen.seenAt > limit) break
        map.delete(id)
      }
    }
  }
}
