import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'

const keyOf = (tenantId: string, ...rest: readonly string[]) => ['knowledge', tenantId, ...rest] as const

/** Asks again for what is on screen when a document changes. */
function useNews(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: keyOf(tenantId) })
  const channel = useTenantChannel()
  channel.on('knowledge', () => void again())
  channel.onGap(() => void again())
  return again
}

/** The documents of the clinic, and how far each is. */
export function useDocuments() {
  const tenantId = requireTenantId()
  const query = useQuery({ queryKey: keyOf(tenantId, 'list'), queryFn: () => api.listDocuments(tenantId) })
  return { ...query, documents: computed(() => query.data.value ?? []), refresh: useNews() }
}

/** One document; none while it is a new one. */
export function useDocument(id: MaybeRefOrGetter<string | null>) {
  const tenantId = requireTenantId()
  const query = useQuery({
    queryKey: computed(() => keyOf(tenantId, 'document', toValue(id) ?? '')),
    queryFn: () => api.getDocument(tenantId, toValue(id) ?? ''),
    enabled: () => toValue(id) !== null,
    retry: false,
  })
  return { ...query, refresh: useNews() }
}
