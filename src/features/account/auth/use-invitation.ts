import { shallowRef } from 'vue'
import { useRouter } from 'vue-router'
import { useAction } from '@/ui/use-action'
import { acceptInvitation, getInvitation, type Invitation } from './invitation-api'

/** One invitation link: what it offers, and taking it. */
export function useInvitation(token: string) {
  const router = useRouter()
  const invitation = shallowRef<Invitation | null>(null)

  const loading = useAction(
    async () => {
      invitation.value = await getInvitation(token)
    },
    { toast: false },
  )

  const accepting = useAction(
    async () => {
      const accepted = await acceptInvitation(token)
      const { refreshContext, selectTenant } = await import('@/kit/clinic/context')
      selectTenant(accepted.tenant_id)
      await refreshContext()
      await router.replace('/')
    },
    { toast: false },
  )

  return { invitation, loading, accepting }
}
