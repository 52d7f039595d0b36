import { computed, ref, watch, type Ref } from 'vue'
import { follow, LATEST, showAround, showNewer, showOlder, visible } from './message-window'
import { keyOf, type TimelineMessage } from './timeline'

/** The part of a long conversation that is in the document, and the counting of what arrives below it. */
export function useThreadWindow(
  messages: Readonly<Ref<TimelineMessage[]>>,
  atEnd: Readonly<Ref<boolean>>,
  /** The newest messages, where the reader may be away from them. */
  latest: Readonly<Ref<TimelineMessage[]>> = messages,
) {
  const window = ref(LATEST)
  /** Messages of the other side that arrived while the reader was further up. */
  const missed = ref(0)

  function arrivedIn(now: TimelineMessage[], before: TimelineMessage[]): TimelineMessage[] {
    const last = before.at(-1)
    const position = last ? now.findLastIndex((message) => keyOf(message) === keyOf(last)) : -1
    return position < 0 ? [] : now.slice(position + 1)
  }

  watch(messages, (now, before) => {
    window.value = follow(window.value, arrivedIn(now, before).length, atEnd.value)
  })
  watch(latest, (now, before) => {
    if (atEnd.value) return
    missed.value += arrivedIn(now, before).filter((message) => message.direction === 'inbound').length
  })
  watch(atEnd, (end) => {
    if (end && window.value.skip === 0) missed.value = 0
  })

  return {
    missed,
    shown: computed(() => visible(messages.value, window.value)),
    hasOlder: computed(() => window.value.skip + window.value.size < messages.value.length),
    hasNewer: computed(() => window.value.skip > 0),
    older: () => {
      window.value = showOlder(window.value, messages.value.length)
    },
    newer: () => {
      window.value = showNewer(window.value)
    },
    latest: () => {
      window.value = LATEST
      missed.value = 0
    },
    /** Puts a message into the document; false when it is not loaded. */
    reveal: (key: string): boolean => {
      const index = messages.value.findIndex((message) => keyOf(message) === key)
      if (index < 0) return false
      window.value = showAround(window.value, index, messages.value.length)
      return true
    },
  }
}
