import { useRouter } from 'vue-router'
import { queryClient } from '@/kit/query-client'
import { guard } from '@/app/router/guards'
import { links } from '@/kit/links'
import { refreshContext, useTenant } from '@/kit/clinic/context'

/**
 * Follows what the person may still see: out of a clinic that removed them, with nothing of it left in memory, and
 * away from a page that their role no longer opens.
 */
export function usePlaceInClinic() {
  const router = useRouter()
  const { tenantId } = useTenant()

  async function follow(): Promise<void> {
    const before = tenantId.value
    await refreshContext()
    if (tenantId.value !== before) {
      queryClient.clear()
      await router.replace(links.home())
      return
    }
    const allowed = await guard(router.currentRoute.value)
    if (allowed !== true) await router.replace(allowed)
  }

  return { follow }
}
