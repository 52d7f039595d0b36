import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getDashboard } from './api'
import type { Days, PeriodUnit } from './types'

const dashboardKey = (tenantId: string) => ['dashboard', tenantId] as const

/** The numbers of the clinic; those of the last period stay in sight while the next are fetched. */
export function useClinicKPIs(
  asked: Readonly<Ref<{ days: Days; unit: PeriodUnit; therapistIds: readonly string[] }>>,
) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  channel.onGap(() => void client.invalidateQueries({ queryKey: dashboardKey(tenantId) }))
  return useQuery({
    queryKey: computed(() => [...dashboardKey(tenantId), asked.value]),
    queryFn: () => getDashboard(tenantId, asked.value),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}
