import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { wallTimeOf } from '@/lib/wall-time'
import { getFiscalSettings, listOccupations } from './api'

/** Papers follow the money: what is kept of them stands below the same first word. */
export const receiptKeys = {
  all: (tenantId: string) => ['money', tenantId] as const,
  payments: (tenantId: string) => ['money', tenantId, 'payments'] as const,
  payment: (tenantId: string, id: string) => ['money', tenantId, 'payments', 'one', id] as const,
  receita: (tenantId: string) => ['money', tenantId, 'receita'] as const,
  fiscal: (tenantId: string) => ['fiscal-settings', tenantId] as const,
}

/** In whose name the clinic and its therapists are paid. */
const fiscalQuery = (tenantId: string) =>
  queryOptions({ queryKey: receiptKeys.fiscal(tenantId), queryFn: () => getFiscalSettings(tenantId) })

/** Occupations of Receita Saúde. */
export const occupationsQuery = () =>
  queryOptions({ queryKey: ['health-occupations'], queryFn: listOccupations, staleTime: Infinity })

export function useFiscal() {
  return useQuery(fiscalQuery(requireTenantId()))
}

/** Keeps what is shown of payments current. */
export function usePaymentsLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: receiptKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('money', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}

/** The day that the clinic's calendar shows. */
export function useToday(): string {
  const { membership } = useTenant()
  return wallTimeOf(new Date(), membership.value?.time_zone).date
}
