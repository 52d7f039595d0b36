import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** A value that follows another one once it has rested; an emptied text follows at once. */
export function useDebounced(source: Readonly<Ref<string>>, delayMs: number) {
  const settled = ref(source.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(source, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = value), value === '' ? 0 : delayMs)
  })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(settled)
}
