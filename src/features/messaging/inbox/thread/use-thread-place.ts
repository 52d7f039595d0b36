import { computed, ref, watch, type Ref } from 'vue'
import type { MessagePages } from '../live/cache'
import { joined } from '../live/segment'
import { useMessagesAround } from '../queries'
import type { ThreadFocus } from './use-focus-address'

/** The conversation whose place is kept. */
export interface ThreadPlaceOptions {
  tenantId: () => string
  threadKey: () => string
  /** Its newest messages, as far as they are loaded. */
  live: Readonly<Ref<MessagePages | undefined>>
  hasOlder: () => boolean
  loadOlder: () => Promise<void>
  focus: Readonly<Ref<ThreadFocus | null>>
  /** The message that was asked for cannot be shown. */
  onLost: (error: unknown) => void
}

/**
 * Which stretch of a conversation is read: its end, or what stands around a message that was asked for, which is loaded
 * only when it is not on the screen yet. Both are one as soon as no message is missing between them.
 */
export function useThreadPlace(options: ThreadPlaceOptions) {
  const { live, focus } = options
  const segmentId = ref<string | null>(null)
  const around = useMessagesAround(options.tenantId, options.threadKey, segmentId)
  const segment = computed(() => (segmentId.value === null ? undefined : around.data.value))
  const whole = computed(() => segment.value && joined(live.value, segment.value))

  const data = computed<MessagePages | undefined>(() =>
    segmentId.value === null ? live.value : (whole.value ?? segment.value),
  )
  const isAway = computed(() => segment.value !== undefined && whole.value === null)

  watch(
    [focus, () => live.value !== undefined] as const,
    ([wanted, isLoaded]) => {
      if (wanted === null) segmentId.value = null
      else if (isLoaded && !data.value?.pages.flat().some(({ id }) => id === wanted.messageId))
        segmentId.value = wanted.messageId
    },
    { immediate: true },
  )
  watch(around.error, (error) => {
    if (error && segment.value === undefined && segmentId.value !== null) options.onLost(error)
  })

  return {
    data,
    /** Messages are missing between what is read and the end of the conversation. */
    isAway,
    /** The message that was asked for is on its way. */
    isLooking: computed(() => segmentId.value !== null && segment.value === undefined),
    segmentId,
    hasOlder: computed(() => segment.value?.hasOlder ?? options.hasOlder()),
    loadOlder: () => (segment.value ? around.load('older') : options.loadOlder()),
    loadNewer: async () => {
      if (isAway.value) await around.load('newer')
    },
  }
}
