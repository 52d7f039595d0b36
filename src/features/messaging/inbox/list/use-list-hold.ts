import { computed, nextTick, ref, shallowRef, watch, type Ref } from 'vue'
import { holdOrder } from './list-hold'
import type { ConversationThread } from '../types'

/** Scrolled further than this, the reader is no longer at the top. */
const TOP_PX = 8

/**
 * The rows of the list, whose order is held while the pointer is among them or they are scrolled. `isLoaded`: the rows are
 * those of the list that was asked for.
 */
export function useListHold(current: Readonly<Ref<ConversationThread[]>>, isLoaded: () => boolean) {
  const held = shallowRef<ConversationThread[] | null>(null)
  const isPointed = ref(false)
  const isScrolled = ref(false)
  const isHeld = computed(() => (isPointed.value || isScrolled.value) && isLoaded())
  const shown = computed(() =>
    held.value === null ? { threads: current.value, pending: 0 } : holdOrder(held.value, current.value),
  )

  /** Everything takes its place now; from here on it is held again. */
  function apply() {
    held.value = isHeld.value ? current.value : null
  }

  watch(isHeld, (holds) => {
    if (!holds) held.value = null
    else held.value ??= current.value
  })

  return {
    threads: computed(() => shown.value.threads),
    pending: computed(() => shown.value.pending),
    /** Somebody points; a list that appears under a pointer at rest is not pointed at, nor one that a finger touches. */
    moved: (event: PointerEvent) => {
      if (event.pointerType === 'mouse') isPointed.value = true
    },
    leave: () => {
      isPointed.value = false
    },
    scrolled: (top: number) => {
      isScrolled.value = top > TOP_PX
    },
    apply,
    /** Another list is asked for: nothing of the one before stays. */
    restart: () => {
      held.value = null
      void nextTick(apply)
    },
  }
}
