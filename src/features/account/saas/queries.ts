import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { listTenants, type TenantCursor } from './api'

const PAGE = 50

/** The clinics that match, page by page; a new search keeps the last answer on screen until its own arrives. */
export function useTenantsList(search: Ref<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => ['saas-tenants', search.value.trim()] as const),
    queryFn: ({ pageParam }) => listTenants(search.value, pageParam, PAGE),
    initialPageParam: null as TenantCursor | null,
    getNextPageParam: (page) => (page.length === PAGE ? (page.at(-1) ?? null) : null),
    placeholderData: keepPreviousData,
  })
  return { ...query, tenants: computed(() => query.data.value?.pages.flat() ?? []) }
}
