import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { getOptoutRules, listOptouts, PAGE_SIZE } from './api'
import type { OptoutPurpose, OptoutRules } from './types'

const rulesKey = (tenantId: string) => ['optout-rules', tenantId] as const
const listKey = (tenantId: string) => ['optouts', tenantId] as const

/** Words and answers of the clinic. */
export function useOptoutRules() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const query = useQuery({ queryKey: rulesKey(tenantId), queryFn: () => getOptoutRules(tenantId) })
  return {
    ...query,
    put: (change: (rules: OptoutRules) => OptoutRules) =>
      client.setQueryData<OptoutRules>(rulesKey(tenantId), (rules) => rules && change(rules)),
  }
}

/** Who opted out, page by page. */
export function useOptouts(filters: () => { search: string; purpose: OptoutPurpose | null }) {
  const tenantId = requireTenantId()
  return useInfiniteQuery({
    queryKey: [...listKey(tenantId), filters],
    queryFn: ({ pageParam }) => listOptouts(tenantId, filters(), pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.length < PAGE_SIZE ? undefined : pages.length * PAGE_SIZE),
  })
}

/** Has every list of opt-outs ask again. */
export function useOptoutsChanged(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: listKey(tenantId) })
}
