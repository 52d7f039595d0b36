import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getSalesSettings } from './api'
import './live-events'
import type { CustomFieldEntity } from '@contracts/unions'

/** What is kept of sales: everything under one key, because a deal shows in many places. */
export const salesKeys = {
  all: (tenantId: string) => ['sales', tenantId] as const,
  of: (tenantId: string, ...rest: readonly unknown[]) => ['sales', tenantId, ...rest] as const,
}

/** Keeps what is shown of sales current; answers how to do it by hand. */
export function useSalesLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: salesKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('sale', () => void refresh())
  channel.on('task', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}

/** Pipelines, fields, reasons, people and the like. */
export function useSalesSettings() {
  const tenantId = requireTenantId()
  const {
    data: settings,
    error,
    isFetching,
    refetch,
  } = useQuery({
    queryKey: salesKeys.of(tenantId, 'settings'),
    queryFn: () => getSalesSettings(tenantId),
  })
  const pipelines = computed(() =>
    (settings.value?.pipelines ?? []).filter((one) => one.archived_at === null),
  )
  const members = computed(() =>
    (settings.value?.members ?? []).map(({ id, full_name }) => ({ value: id, label: full_name })),
  )
  const fieldsOf = (entity: CustomFieldEntity) =>
    (settings.value?.custom_fields ?? []).filter((one) => one.entity === entity && one.archived_at === null)
  return { settings, error, isFetching, refetch, pipelines, members, fieldsOf }
}
