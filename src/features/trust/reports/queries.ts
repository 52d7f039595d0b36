import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getReport, listSchedules, type Asked } from './api'

const reportsKey = (tenantId: string) => ['reports', tenantId] as const

/** The report that is asked for; the last one stays in sight while the next is fetched. */
export function useServiceReport(asked: Readonly<Ref<Asked>>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  useTenantChannel().onGap(() => void client.invalidateQueries({ queryKey: reportsKey(tenantId) }))
  return useQuery({
    queryKey: computed(() => [...reportsKey(tenantId), asked.value]),
    queryFn: () => getReport(tenantId, asked.value),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
}

/** Who gets reports by e-mail. */
export const schedulesQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...reportsKey(tenantId), 'schedules'] as const,
    queryFn: () => listSchedules(tenantId),
  })

/** Asks for everything of reports again. */
export function useReportsRefresh(): () => Promise<void> {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  return () => client.invalidateQueries({ queryKey: reportsKey(tenantId) })
}
