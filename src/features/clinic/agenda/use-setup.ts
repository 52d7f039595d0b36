import { useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { wallTimeOf } from '@/lib/wall-time'
import { agendaKeys } from './queries'

/** What every form of the set-up needs: the agenda asked for again, and today at the clinic. */
export function useSetup() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const { membership } = useTenant()
  return {
    tenantId,
    askAgain: () => client.invalidateQueries({ queryKey: agendaKeys.all(tenantId) }),
    today: computed(() => wallTimeOf(new Date(), membership.value?.time_zone).date),
  }
}
