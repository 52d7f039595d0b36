import { onScopeDispose, watch } from 'vue'
import { markConversationRead } from '../api'
import type { ConversationThread } from '../types'

/** So long must somebody look at a conversation before it counts as read: passing by with J and K does not. */
const LOOK_MS = 700

/** The conversation on the screen. */
interface LookedAt {
  tenantId: string
  thread(): ConversationThread
  /** The message that arrived last, of those that are loaded; null while the newest are not on the screen. */
  seenId(): string | null
  /** Asks for the messages again; false when that failed. */
  reload(): Promise<boolean>
  /** The conversation as it is after it was marked. */
  onMarked(thread: ConversationThread): void
}

/**
 * Marks a conversation as read while its newest messages are on the screen and the window has the focus: what arrived
 * without being shown stays unread, and is fetched. Ends with the scope of whoever shows the conversation.
 */
export function useReadMarks(looked: LookedAt): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isDisposed = false
  /** What was loaded when the messages had just been asked for again. */
  let reloadedId: string | null = null

  function isLooking(): boolean {
    return !isDisposed && document.visibilityState === 'visible' && document.hasFocus()
  }

  function isUnread(): boolean {
    return looked.thread().unread_count > 0 && looked.seenId() !== null
  }

  function schedule() {
    clearTimeout(timer)
    if (isUnread() && isLooking()) timer = setTimeout(() => void mark(), LOOK_MS)
  }

  async function mark() {
    const seenId = looked.seenId()
    if (seenId === null || !isUnread() || !isLooking()) return
    // What is unread was not found by asking again: it was written long ago, and stands further up than anybody scrolls.
    const isAll = seenId === reloadedId
    // A failed attempt needs no message: the next look, or the next message, tries again.
    const marked = await markConversationRead(
      looked.tenantId,
      looked.thread().thread_key,
      isAll ? null : seenId,
    ).catch(() => null)
    if (marked === null || isDisposed) return
    looked.onMarked(marked)
    reloadedId = null
    if (marked.unread_count === 0 || !(await looked.reload())) return
    reloadedId = seenId
    schedule()
  }

  watch([() => looked.thread().unread_count, looked.seenId], schedule, { immediate: true })
  window.addEventListener('focus', schedule)
  document.addEventListener('visibilitychange', schedule)
  onScopeDispose(() => {
    isDisposed = true
    clearTimeout(timer)
    window.removeEventListener('focus', schedule)
    document.removeEventListener('visibilitychange', schedule)
  })
}
