import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import * as api from './api'
import './live-events'
import type { RecordEntry, RecordFilters, RecordPage } from './types'

/** What is kept of records: everything about one patient is below one key. */
export const recordKeys = {
  all: (tenantId: string) => ['record', tenantId] as const,
  patient: (tenantId: string, patientId: string) => [...recordKeys.all(tenantId), patientId] as const,
  summary: (tenantId: string, patientId: string) => [...recordKeys.patient(tenantId, patientId), 'summary'],
  entries: (tenantId: string, patientId: string) => [...recordKeys.patient(tenantId, patientId), 'entries'],
  notes: (tenantId: string, patientId: string) => [...recordKeys.patient(tenantId, patientId), 'notes'],
  team: (tenantId: string, patientId: string) => [...recordKeys.patient(tenantId, patientId), 'team'],
  reads: (tenantId: string, patientId: string) => [...recordKeys.patient(tenantId, patientId), 'reads'],
  templates: (tenantId: string, archived: boolean) => ['record-templates', tenantId, archived] as const,
  settings: (tenantId: string) => ['record-settings', tenantId] as const,
  pending: (tenantId: string) => ['record-pending', tenantId] as const,
}

/** Clinical content is kept in memory no longer than the page is shown, and not asked for without a reason: each time is noted. */
const clinical = { gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false }

/** What everybody may know of a record; current as long as it is shown. */
export function useRecordSummary(patientId: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const refresh = () =>
    void client.invalidateQueries({ queryKey: recordKeys.summary(tenantId, toValue(patientId)) })
  channel.on('record', (event) => {
    if (event.patient_id === toValue(patientId)) refresh()
  })
  channel.on('patient', (event) => {
    const ids = 'ids' in event ? event.ids : [event.id]
    if (!ids.includes(toValue(patientId))) return
    refresh()
    void client.invalidateQueries({ queryKey: recordKeys.team(tenantId, toValue(patientId)) })
  })
  channel.onGap(refresh)
  return useQuery(
    computed(() => ({
      queryKey: recordKeys.summary(tenantId, toValue(patientId)),
      queryFn: () => api.getRecordSummary(tenantId, toValue(patientId)),
    })),
  )
}

/** The record, page by page; asked for again when somebody else changed it. */
export function useRecordEntries(
  patientId: MaybeRefOrGetter<string>,
  filters: MaybeRefOrGetter<RecordFilters>,
) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const channel = useTenantChannel()
  const base = () => recordKeys.entries(tenantId, toValue(patientId))
  const query = useInfiniteQuery({
    queryKey: computed(() => [...base(), toValue(filters)]),
    queryFn: ({ pageParam }) =>
      api.listRecordEntries(tenantId, toValue(patientId), toValue(filters), pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page: RecordPage) => (page.has_more ? page.entries.at(-1)?.id : undefined),
    ...clinical,
  })

  /** Puts an entry as the server answered it where it is shown. */
  function put(entry: RecordEntry) {
    client.setQueriesData<{ pages: RecordPage[]; pageParams: unknown[] }>(
      { queryKey: base() },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            entries: page.entries.map((old) => replaced(old, entry)),
          })),
        },
    )
  }
  const refresh = () => client.invalidateQueries({ queryKey: base() })

  channel.on('record', ({ patient_id, entry_id }) => {
    if (patient_id !== toValue(patientId)) return
    const shown = query.data.value?.pages.flatMap(({ entries }) => entries) ?? []
    const known = shown.find(({ id }) => id === entry_id)
    // what the person writes themselves is known here already
    if (!known?.is_mine || known.signed_at !== null) void refresh()
  })
  return { query, put, refresh }
}

function replaced(old: RecordEntry, fresh: RecordEntry): RecordEntry {
  if (old.id === fresh.id) return { ...fresh, addenda: old.addenda ?? [] }
  const addenda = old.addenda ?? []
  return addenda.some(({ id }) => id === fresh.id)
    ? { ...old, addenda: addenda.map((each) => (each.id === fresh.id ? fresh : each)) }
    : old
}

/** The person's own private folder. */
export function usePrivateNotes(patientId: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => recordKeys.notes(tenantId, toValue(patientId))),
    queryFn: () => api.listPrivateNotes(tenantId, toValue(patientId)),
    ...clinical,
  })
}

export function useCareTeam(patientId: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => recordKeys.team(tenantId, toValue(patientId))),
    queryFn: () => api.listCareTeam(tenantId, toValue(patientId)),
  })
}

export function useRecordTemplates(archived: MaybeRefOrGetter<boolean> = false) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => recordKeys.templates(tenantId, toValue(archived))),
    queryFn: () => api.listRecordTemplates(tenantId, toValue(archived)),
  })
}

/** What waits for the person in records. */
export function usePendingEntries() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  useTenantChannel().on(
    'record',
    () => void client.invalidateQueries({ queryKey: recordKeys.pending(tenantId) }),
  )
  return useQuery({
    queryKey: recordKeys.pending(tenantId),
    queryFn: () => api.listPendingEntries(tenantId),
  })
}
