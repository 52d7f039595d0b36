import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'

const keys = (tenantId: string) => ['privacy', tenantId] as const

/** Keeps what the pages of privacy show current; `again` after an own act. */
export function usePrivacy() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: keys(tenantId) })
  const channel = useTenantChannel()
  channel.on('privacy', () => void again())
  channel.on('erasure', () => void again())
  channel.onGap(() => void again())
  return { tenantId, again }
}

/** What an erasure of a person would do. */
export function useErasurePreview(patientId: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => [...keys(tenantId), 'erasure', toValue(patientId)]),
    queryFn: () => api.previewErasure(tenantId, toValue(patientId)),
    refetchOnMount: 'always',
  })
}

/** The requests of people. */
export function useRequests(dueWithin: number | null = null) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: [...keys(tenantId), 'requests', dueWithin],
    queryFn: () => api.listRequests(tenantId, dueWithin),
    refetchOnMount: 'always',
  })
}

/** The public page for requests. */
export function usePrivacyPage() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: [...keys(tenantId), 'page'],
    queryFn: () => api.getPrivacyPage(tenantId),
  })
}

/** The log of incidents. */
export function useIncidents() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: [...keys(tenantId), 'incidents'],
    queryFn: () => api.listIncidents(tenantId),
    refetchOnMount: 'always',
  })
}

/** The register of processing. */
export function useProcessing() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: [...keys(tenantId), 'processing'],
    queryFn: () => api.listProcessing(tenantId),
    refetchOnMount: 'always',
  })
}

/** How long what may be removed is kept. */
export function useRetention() {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: [...keys(tenantId), 'retention'],
    queryFn: () => api.listRetention(tenantId),
    refetchOnMount: 'always',
  })
}
