import { nextTick, type Ref } from 'vue'
import type { LocationQueryRaw } from 'vue-router'
import { links } from '@/kit/links'
import type { CacheWriter } from '../live/cache-writer'
import type { ConversationThread, RowAction } from '../types'
import { useHistoryBack } from '@/kit/use-history-back'
import { useThreadActions } from './use-thread-actions'

interface ConversationActsOptions {
  tenantId: string
  userId: string
  writer: CacheWriter
  /** The conversation on the screen. */
  thread: Readonly<Ref<ConversationThread | undefined>>
  /** The list as it stands in the address. */
  address: Readonly<Ref<LocationQueryRaw>>
  open: (threadKey: string) => Promise<unknown>
  /** What is opened when a conversation is finished; null for the list. */
  nextTo: (finished: ConversationThread) => ConversationThread | null
  /** The details are open over the page on a phone: the way back would close only them. */
  closeDetails: () => void
  /** Whatever waits for its place in the list takes it. */
  applyList: () => void
}

/** What the inbox does with conversations, and what is on the screen afterwards. */
export function useConversationActs(options: ConversationActsOptions) {
  const { thread, address, userId, open } = options
  const goBack = useHistoryBack()
  const close = () => goBack(links.inbox(address.value))
  async function leave() {
    options.closeDetails()
    await nextTick()
    close()
  }
  const isOpen = (on: ConversationThread) => on.id === thread.value?.id
  const actions = useThreadActions({
    tenantId: options.tenantId,
    writer: () => options.writer,
    goBackTo: (kept) => {
      void open(kept.thread_key)
      options.applyList()
    },
  })

  /** What is finished makes room for the next. */
  async function finish(finished: ConversationThread) {
    const next = options.nextTo(finished)
    void actions.finish(finished)
    if (isOpen(finished)) {
      if (next) await open(next.thread_key)
      else await leave()
    }
    await nextTick()
    options.applyList()
  }

  function act(action: RowAction, on: ConversationThread) {
    if (action === 'assignToMe') void actions.assign(on, userId)
    else if (action === 'finish') void finish(on)
    else if (action === 'reopen') void actions.reopen(on)
    else if (action === 'read') void actions.markRead(on)
    else {
      // whoever goes on looking would read it again
      if (isOpen(on)) void leave()
      void actions.markUnread(on)
    }
  }

  return {
    act,
    close,
    assign: (assignee: string | null) => {
      if (thread.value) void actions.assign(thread.value, assignee)
    },
    toggleStatus: () => {
      if (thread.value) act(thread.value.status === 'open' ? 'finish' : 'reopen', thread.value)
    },
    optOut: (optedOut: boolean, reason: string | null) => {
      if (thread.value) void actions.setOptOut(thread.value, optedOut, reason)
    },
    rename: (name: string) => {
      if (thread.value) void actions.rename(thread.value, name)
    },
    busy: actions.busy,
  }
}
