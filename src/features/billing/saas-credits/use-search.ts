import { onScopeDispose, ref, watch } from 'vue'

/** What is typed, and what to search for once typing pauses. */
export function useSearch() {
  const typed = ref('')
  const search = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(typed, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (search.value = text), 250)
  })
  onScopeDispose(() => clearTimeout(timer))
  return { typed, search }
}
