import { onScopeDispose, readonly, ref } from 'vue'

const MINUTE_MS = 60_000

/** The time, renewed every minute: for what changes while nobody does anything. */
export function useNow() {
  const now = ref(new Date())
  const timer = setInterval(() => (now.value = new Date()), MINUTE_MS)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
