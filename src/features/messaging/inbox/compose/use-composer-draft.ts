import { useQuery } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { listMessagesAround } from '../api'
import type { TimelineMessage } from '../thread/timeline'
import type { ConversationThread } from '../types'
import { useDraft } from './use-draft'

interface ComposerDraftOptions {
  tenantId: string
  thread: () => ConversationThread
  /** The messages on the screen; null until they are loaded. */
  messages: () => readonly TimelineMessage[] | null
  /** Somebody pressed a key here, or emptied the text. */
  onWriting: (isWriting: boolean) => void
}

/** The text of the composer and the message that it answers: what was begun on any device of the person. */
export function useComposerDraft({ tenantId, thread, messages, onWriting }: ComposerDraftOptions) {
  const { draft, write, settle } = useDraft(thread)
  const replyToId = computed(() => draft.value.replyToId)
  const shown = computed(() => messages()?.find(({ id }) => id === replyToId.value) ?? null)
  // chosen further up on another device, or before a reload
  const { data: far, isError } = useQuery({
    queryKey: computed(() => ['inbox', tenantId, 'answered', thread().thread_key, replyToId.value]),
    queryFn: async () => {
      const around = await listMessagesAround(tenantId, thread().thread_key, replyToId.value ?? '', {
        newer: 0,
        older: 0,
      })
      return around.find(({ id }) => id === replyToId.value) ?? null
    },
    enabled: () => replyToId.value !== null && messages() !== null && shown.value === null,
    retry: false,
  })
  watch(isError, (isGone) => isGone && write({ replyToId: null }))

  return {
    draft: computed({
      get: () => draft.value.body,
      set: (body: string) => {
        write({ body })
        onWriting(body !== '')
      },
    }),
    replyTo: computed<TimelineMessage | null>({
      get: () => (replyToId.value === null ? null : (shown.value ?? far.value ?? null)),
      set: (message) => write({ replyToId: message?.id ?? null }),
    }),
    /** What the person wrote on another device meanwhile. */
    other: computed(() => draft.value.other),
    settle,
    /** It is sent. */
    clear: () => {
      write({ body: '', replyToId: null })
      onWriting(false)
    },
  }
}
