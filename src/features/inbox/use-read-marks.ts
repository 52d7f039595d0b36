import { onScopeDispose, watch, type Ref } from 'vue'
import { markConversationRead } from './api'
import type { CacheWriter } from './cache-writer'
import type { ConversationThread } from './types'

/** So long must somebody look at a conversation before it counts as read: passing by with J and K does not. */
const LOOK_MS = 700

/** Marks what is loaded of the open conversation as read while the window is visible and has the focus. */
export function useReadMarks(
  tenantId: string,
  thread: Readonly<Ref<ConversationThread | undefined>>,
  writer: () => CacheWriter,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Up to which message it was marked last, though more was unread. */
  let triedId: string | null = null

  function isLooking(): boolean {
    return document.visibilityState === 'visible' && document.hasFocus()
  }

  function schedule() {
    clearTimeout(timer)
    if ((thread.value?.unread_count ?? 0) > 0 && isLooking()) timer = setTimeout(() => void mark(), LOOK_MS)
  }

  async function mark() {
    const open = thread.value
    if (!open || open.unread_count === 0 || !isLooking()) return
    const newestId = writer().newestLoadedId(open.thread_key)
    if (newestId === null) {
      schedule()
      return
    }
    // What is unread was not even found by asking again: it lies further up than anybody scrolls.
    const seenId = newestId === triedId ? null : newestId
    // A failed attempt needs no message: the next look, or the next message, tries again.
    const read = await markConversationRead(tenantId, open.thread_key, seenId).catch(() => null)
    if (!read) return
    writer().putThread(read)
    triedId = read.unread_count > 0 ? newestId : null
    if (triedId === null) return
    // Something arrived that no live event told.
    await writer().distrustMessages(open.thread_key)
    schedule()
  }

  watch([() => thread.value?.id, () => thread.value?.unread_count], schedule, { immediate: true })
  window.addEventListener('focus', schedule)
  document.addEventListener('visibilitychange', schedule)
  onScopeDispose(() => {
    clearTimeout(timer)
    window.removeEventListener('focus', schedule)
    document.removeEventListener('visibilitychange', schedule)
  })
}
