import { computed, ref, type Ref } from 'vue'
import type { ConversationThread } from '../types'

/** Which conversations of the list are selected; what leaves the list is not any more. */
export function useSelection(threads: Readonly<Ref<readonly ConversationThread[]>>) {
  const isSelecting = ref(false)
  const ids = ref(new Set<string>())
  const chosen = computed(() => threads.value.filter(({ id }) => ids.value.has(id)))

  function toggleSelecting(): void {
    isSelecting.value = !isSelecting.value
    ids.value = new Set()
  }
  function toggleChosen({ id }: ConversationThread): void {
    if (!ids.value.delete(id)) ids.value.add(id)
  }
  function chooseAll(): void {
    ids.value = new Set(threads.value.map(({ id }) => id))
  }

  return {
    isSelecting,
    chosen,
    isChosen: ({ id }: ConversationThread) => ids.value.has(id),
    toggleChosen,
    chooseAll,
    toggleSelecting,
  }
}
