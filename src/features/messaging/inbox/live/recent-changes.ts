import { RecentRows } from '@/lib/live/recent-rows'
import { applyMessage, applyThread, type ListViewer, type MessagePages, type ThreadPages } from './cache'
import { applyToSegment, type Segment } from './segment'
import { MESSAGE_PAGE, THREAD_PAGE } from '../api'
import type { ConversationMessage, ConversationThread, ListParams } from '../types'

/** A message and the conversation it was said in. */
interface PlacedMessage {
  id: string
  threadKey: string
  message: ConversationMessage
}

/** What arrived live in the last minute, for answers that were asked for before it. */
export class RecentChanges {
  private readonly threads: RecentRows<ConversationThread>
  private readonly messages: RecentRows<PlacedMessage>

  constructor(now: () => number = Date.now) {
    this.threads = new RecentRows(now)
    this.messages = new RecentRows(now)
  }

  addThread(row: ConversationThread): void {
    this.threads.add(row)
  }

  addMessage(threadKey: string, row: ConversationMessage): void {
    this.messages.add({ id: row.id, threadKey, message: row })
  }

  removeThread(id: string): void {
    this.threads.remove(id)
  }

  replayThreads(pages: ThreadPages, params: ListParams, viewer: ListViewer): ThreadPages {
    return this.threads.replay(pages, (data, row) => applyThread(data, row, params, viewer, THREAD_PAGE))
  }

  replayAround(segment: Segment, threadKey: string): Segment {
    return this.messages.replay(segment, (data, seen) =>
      seen.threadKey === threadKey ? applyToSegment(data, seen.message) : data,
    )
  }

  replayMessages(pages: MessagePages, threadKey: string): MessagePages {
    return this.messages.replay(pages, (data, seen) =>
      seen.threadKey === threadKey ? applyMessage(data, seen.message, MESSAGE_PAGE) : data,
    )
  }
}
