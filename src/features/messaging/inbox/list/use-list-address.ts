import { storeToRefs } from 'pinia'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { requireTenantId, useTenant } from '@/kit/clinic/context'
import { isSameList, paramsOf, queryOf } from './list-address'
import { useInboxStore } from '../shared/store'
import type { ListParams } from '../types'

const SEARCH_REST_MS = 250
const ROUTES: unknown[] = ['inbox', 'inbox-thread', 'inbox-board']

/**
 * The list that is asked for, in the store for whoever changes it and in the address for a reload and the way back. A
 * search counts once it has rested; another filter is a step that the way back undoes, another search is not.
 */
export function useListAddress() {
  const route = useRoute()
  const router = useRouter()
  const store = useInboxStore()
  store.open(useTenant().context.value?.user.id ?? '', requireTenantId())
  const { filter, status, search, tag } = storeToRefs(store)
  const settled = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  const params = computed<ListParams>(() => ({
    filter: filter.value,
    status: status.value,
    search: settled.value,
    ...(tag.value === undefined ? {} : { tag: tag.value }),
  }))

  function read(): void {
    const asked = paramsOf(route.query)
    clearTimeout(timer)
    filter.value = asked.filter
    status.value = asked.status
    tag.value = asked.tag
    search.value = asked.search
    settled.value = asked.search
  }

  function write(how: 'push' | 'replace'): void {
    if (!ROUTES.includes(route.name) || isSameList(paramsOf(route.query), params.value)) return
    // the message at which a conversation is open stays
    const place = route.query.m === undefined ? {} : { m: route.query.m }
    void router[how]({
      name: route.name,
      params: route.params,
      query: { ...queryOf(params.value), ...place },
    })
  }

  read()
  watch(
    () => route.query,
    (query) => {
      if (ROUTES.includes(route.name) && !isSameList(paramsOf(query), params.value)) read()
    },
  )
  watch([filter, status, tag], () => write('push'))
  watch(settled, () => write('replace'))
  watch(search, (text) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = text), text === '' ? 0 : SEARCH_REST_MS)
  })
  onScopeDispose(() => clearTimeout(timer))

  return { params, query: computed(() => queryOf(params.value)) }
}
