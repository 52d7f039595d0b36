import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { openConversationKey } from '../drawer/address'

/** The message at which a conversation is open. */
export interface ThreadFocus {
  messageId: string
  /** What was looked for, to be marked. */
  words: string
  /** Differs each time that somebody asks for the place, also for the same one. */
  jump: number
}

/** What the history keeps beside the address: words that were searched do not belong into a link. */
interface FocusState {
  searchWords?: string
  jump?: number
}

/** The message of `?m=`, so that a reload and a link open the same place. */
export function useFocusAddress() {
  const route = useRoute()
  const router = useRouter()
  const focus = shallowRef<ThreadFocus | null>(null)

  function read(): void {
    const id = openConversationKey(route) !== null && typeof route.query.m === 'string' ? route.query.m : null
    const { searchWords, jump } = (window.history.state ?? {}) as FocusState
    const known = focus.value
    if (id === null) focus.value = null
    else if (known?.messageId !== id || (jump !== undefined && jump !== known.jump))
      focus.value = { messageId: id, words: searchWords ?? '', jump: jump ?? 0 }
  }

  watch(() => route.query, read, { immediate: true })

  return computed<ThreadFocus | null>({
    get: () => focus.value,
    set: (next) => {
      const { m: _, ...query } = route.query
      void router.replace({
        path: route.path,
        query: { ...query, ...(next ? { m: next.messageId } : {}) },
        state: next ? { searchWords: next.words, jump: next.jump } : { searchWords: '', jump: 0 },
      })
    },
  })
}
