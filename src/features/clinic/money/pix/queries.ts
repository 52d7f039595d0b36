import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { usePermission } from '@/kit/clinic/use-permission'
import { moneyKeys } from '../queries'
import type { Charge } from '../types'
import { getPixAccount, listPixCharges } from './api'

const keys = {
  account: (tenantId: string) => [...moneyKeys.setup(tenantId), 'pix'] as const,
  waiting: (tenantId: string) => [...moneyKeys.all(tenantId), 'pix'] as const,
}

/** The clinic's account of Asaas. */
export function usePixAccount() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: keys.account(tenantId),
    queryFn: () => getPixAccount(tenantId),
    staleTime: 60_000,
  })
}

/** Whether the clinic charges by PIX, and which PIX waits for these charges. */
export function usePix(charges: () => readonly Charge[]) {
  const tenantId = requireTenantId()
  const account = usePixAccount()
  const mayWrite = usePermission('money.write')
  const isConnected = computed(() => account.data.value?.is_connected === true)
  const waiting = useQuery({
    queryKey: keys.waiting(tenantId),
    queryFn: () => listPixCharges(tenantId),
    enabled: computed(() => isConnected.value && mayWrite.value),
    staleTime: 30_000,
  })
  const pending = computed(() =>
    waiting.data.value?.find(({ charge_ids }) => charges().every(({ id }) => charge_ids.includes(id))),
  )
  return { isConnected, pending }
}
