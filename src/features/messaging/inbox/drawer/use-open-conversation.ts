import { useRoute, useRouter } from 'vue-router'
import { conversationFrom, keyInQuery } from './address'

interface OpenConversationOptions {
  /** Where the focus goes when it is closed; without it, to what had it. */
  returnTo?: HTMLElement | null | undefined
  /** The message at which it opens, and the words that are marked there. */
  messageId?: string | null
  words?: string
}

let opener: HTMLElement | null = null

/** Gives the focus back to what opened the conversation or, where that is gone, to the page. */
export function returnFocus(): void {
  const target = opener?.isConnected && opener.checkVisibility() ? opener : document.querySelector('main')
  opener = null
  target?.focus()
}

/** Opens a conversation from any page of the shell: over the page, or beside the list where the inbox is on the screen. */
export function useOpenConversation() {
  const route = useRoute()
  const router = useRouter()
  return async (threadKey: string, { returnTo, messageId, words }: OpenConversationOptions = {}) => {
    const isAnother = keyInQuery(route) !== null
    const active = document.activeElement
    if (!isAnother) opener = returnTo ?? (active instanceof HTMLElement ? active : null)
    const { path, query } = router.resolve(conversationFrom(route, threadKey, messageId ?? undefined))
    await router.push({
      path,
      query,
      // the same message again is a jump again
      force: true,
      replace: isAnother,
      state: messageId ? { searchWords: words ?? '', jump: Date.now() } : {},
    })
  }
}
