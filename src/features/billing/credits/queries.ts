import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, type Ref } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import { withBroadcast } from './rules'
import type { ChargeRequest, CreditBalance } from './types'

/** How often a PIX that is on screen is asked for, beside what broadcasts say. */
const PIX_POLL_MS = 5_000
/** Charges within the second after one that was told are not told (app.post_credits). */
const UNTOLD_MS = 1_500

export const creditKeys = {
  all: (tenantId: string) => ['credits', tenantId] as const,
  balance: (tenantId: string) => [...creditKeys.all(tenantId), 'balance'] as const,
  packages: ['credit-packages'] as const,
  purchases: (tenantId: string) => [...creditKeys.all(tenantId), 'purchases'] as const,
  purchase: (tenantId: string, id: string) => [...creditKeys.purchases(tenantId), id] as const,
  statement: (tenantId: string) => [...creditKeys.all(tenantId), 'statement'] as const,
  consumption: (tenantId: string) => [...creditKeys.all(tenantId), 'consumption'] as const,
}

/** The balance of the clinic, live; not asked for while it is not wanted. */
export function useCreditBalance(wanted: () => boolean = () => true) {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const queryKey = creditKeys.balance(tenantId)
  const query = useQuery({ queryKey, queryFn: () => api.getBalance(tenantId), enabled: wanted })
  const { on, onGap } = useTenantChannel()
  on('credits', (heard) =>
    client.setQueryData<CreditBalance>(queryKey, (known) => withBroadcast(known, heard)),
  )
  // Which number is active decides whether messages cost anything.
  on('channel', () => client.invalidateQueries({ queryKey }))
  onGap(() => client.invalidateQueries({ queryKey }))
  return { ...query, balance: computed(() => query.data.value ?? null) }
}

/** Keeps balance, purchases, ledger and chart of the page current while credits move. */
export function useLiveCredits(): void {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const { on, onGap } = useTenantChannel()
  // What is being fetched already need not be asked for again at each message of a busy clinic.
  const refresh = (queryKey: readonly unknown[]) =>
    void client.invalidateQueries({ queryKey }, { cancelRefetch: false })
  let endOfRun: ReturnType<typeof setTimeout> | undefined
  on('credits', () => {
    refresh(creditKeys.statement(tenantId))
    refresh(creditKeys.consumption(tenantId))
    clearTimeout(endOfRun)
    endOfRun = setTimeout(() => refresh(creditKeys.all(tenantId)), UNTOLD_MS)
  })
  onScopeDispose(() => clearTimeout(endOfRun))
  on('credit_purchase', () => refresh(creditKeys.purchases(tenantId)))
  onGap(() => refresh(creditKeys.all(tenantId)))
}

export const packagesQuery = queryOptions({ queryKey: creditKeys.packages, queryFn: api.listPackages })

/** It moves by the week. */
export const mostBoughtQuery = queryOptions({
  queryKey: ['credit-package-most-bought'],
  queryFn: api.getMostBought,
  staleTime: 3_600_000,
})

export const purchasesQuery = (tenantId: string) =>
  queryOptions({ queryKey: creditKeys.purchases(tenantId), queryFn: () => api.listPurchases(tenantId) })

/** One purchase with its PIX, asked for again while it waits. */
export const purchaseQuery = (tenantId: string, id: string) =>
  queryOptions({
    queryKey: creditKeys.purchase(tenantId, id),
    queryFn: () => api.getPurchase(tenantId, id),
    refetchInterval: (query) => (query.state.data?.status === 'pending' ? PIX_POLL_MS : false),
  })

/** Credits used on each of the last days. */
export function useConsumption(days: Ref<number>) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => [...creditKeys.consumption(tenantId), days.value] as const),
    queryFn: () => api.listConsumption(tenantId, days.value),
    placeholderData: (before) => before,
  })
}

/** What a manager does here. */
export function useCreditActions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()

  return {
    setThreshold: async (threshold: number) => {
      await api.setLowBalanceThreshold(tenantId, threshold)
      await client.invalidateQueries({ queryKey: creditKeys.balance(tenantId) })
    },
    buy: async (request: ChargeRequest) => {
      try {
        return await api.createCharge(tenantId, request)
      } finally {
        void client.invalidateQueries({ queryKey: creditKeys.purchases(tenantId) })
        // The first document that pays becomes the clinic's.
        void client.invalidateQueries({ queryKey: ['tenant', tenantId] })
      }
    },
  }
}
