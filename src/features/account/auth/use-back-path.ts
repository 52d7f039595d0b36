import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { safeBackPath } from '@/kit/links'

/** Where the person was going before they were asked to sign in. */
export function useBackPath() {
  const route = useRoute()
  const router = useRouter()
  const back = computed(() => safeBackPath(route.query.voltar))
  return { back, goBack: () => router.replace(back.value ?? '/') }
}
