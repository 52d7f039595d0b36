import { computed, onScopeDispose } from 'vue'
import { useTenantChannel } from '@/lib/realtime'
import '../live/live-events'
import type { ConversationThread } from '../types'
import type { DraftText } from './drafts'
import { useDraftsStore } from './drafts-store'

/** What is begun in the conversation on the screen, as a message or as an internal note. Saved when it is left. */
export function useDraft(thread: () => Pick<ConversationThread, 'id' | 'thread_key'>, isNote = false) {
  const store = useDraftsStore()
  const draft = computed(() => store.get(thread().id, isNote))
  const place = () => ({ threadId: thread().id, threadKey: thread().thread_key, isNote })
  onScopeDispose(() => store.flush(thread().id))
  return {
    draft,
    write: (change: Partial<DraftText>) => store.write(place(), change),
    settle: (which: 'own' | 'other') => store.settle(place(), which),
  }
}

/** Keeps the drafts of a person current while conversations are on the screen. */
export function useDraftsLive(userId: string): void {
  const store = useDraftsStore()
  const channel = useTenantChannel()
  channel.on('conversation_draft', ({ user_id, thread_id, is_note, updated_at }) => {
    if (user_id === userId) store.hear({ threadId: thread_id, isNote: is_note }, updated_at)
  })
  channel.on('thread_merged', ({ from_id, into_id, into_key }) => store.merge(from_id, into_id, into_key))
  channel.onGap(() => {
    store.flush()
    void store.refresh()
  })
  void store.refresh()
}
