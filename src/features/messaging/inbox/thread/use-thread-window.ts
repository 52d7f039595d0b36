import { computed, ref, watch, type Ref } from 'vue'
import { follow, LATEST, showAround, showNewer, showOlder, visible } from './message-window'
import { keyOf, type TimelineMessage } from './timeline'

/** The part of a long conversation that is in the document, and the counting of what arrives below it. */
export function useThreadWindow(messages: Readonly<Ref<TimelineMessage[]>>, atEnd: Readonly<Ref<boolean>>) {
  const window = ref(LATEST)
  /** Messages of the other side that arrived while the reader was further up. */
  const missed = ref(0)

  watch(messages, (now, before) => {
    const last = before.at(-1)
    const position = last ? now.findLastIndex((message) => keyOf(message) === keyOf(last)) : -1
    if (position < 0) return
    const arrived = now.slice(position + 1)
    window.value = follow(window.value, arrived.length, atEnd.value)
    if (!atEnd.value) missed.value += arrived.filter((message) => message.direction === 'inbound').length
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
