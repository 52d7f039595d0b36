import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { archivePatients, countPatients, findDuplicates, findPatients, getPatient, savePatient } from './api'
import type { SentForm, Suspect } from './form'
import './live-events'
import type { PatientFile, PatientsFilter } from './types'

/** What is kept of patients; the lists and each person are below it. */
export const patientKeys = {
  all: (tenantId: string) => ['patients', tenantId] as const,
  lists: (tenantId: string) => [...patientKeys.all(tenantId), 'list'] as const,
  one: (tenantId: string, id: string) => [...patientKeys.all(tenantId), 'one', id] as const,
}

/** A patient with contacts, relations and conversations. */
export const patientQuery = (tenantId: string, id: string) =>
  queryOptions({ queryKey: patientKeys.one(tenantId, id), queryFn: () => getPatient(tenantId, id) })

/** A patient of the clinic on screen, current as long as it is shown. */
export function usePatient(id: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const query = useQuery(computed(() => patientQuery(tenantId, toValue(id))))
  const refresh = () => void client.invalidateQueries({ queryKey: patientKeys.one(tenantId, toValue(id)) })
  const channel = useTenantChannel()
  channel.on('patient', (event) => {
    const ids = 'ids' in event ? event.ids : [event.id]
    if (ids.includes(toValue(id))) refresh()
  })
  channel.onGap(refresh)
  return query
}

/** Keeps the lists of patients current while one is shown. */
export function usePatientsLive(): void {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: patientKeys.lists(tenantId) })
  const channel = useTenantChannel()
  channel.on('patient', refresh)
  channel.onGap(refresh)
}

/** How many patients a search and the filters leave. */
export function usePatientCounts(search: MaybeRefOrGetter<string>, where: MaybeRefOrGetter<PatientsFilter>) {
  const tenantId = requireTenantId()
  return useQuery({
    queryKey: computed(() => [
      ...patientKeys.lists(tenantId),
      'counts',
      toValue(search),
      { ...toValue(where) },
    ]),
    queryFn: () => countPatients(tenantId, toValue(search), toValue(where)),
    placeholderData: keepPreviousData,
  })
}

const REST_MS = 350

/** What somebody types, once they pause. */
function useSettled<Value>(value: () => Value) {
  const settled = ref(value())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(value, (typed) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = typed as typeof settled.value), REST_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return settled
}

/** Who else may be the person of a form, asked while it is filled in. */
export function useDuplicates(id: MaybeRefOrGetter<string>, suspect: () => Suspect | null) {
  const tenantId = requireTenantId()
  const settled = useSettled(() => JSON.stringify(suspect()))
  const query = useQuery({
    queryKey: computed(() => [...patientKeys.all(tenantId), 'duplicates', toValue(id), settled.value]),
    // What was written as JSON a moment ago is read again.
    queryFn: ({ signal }) =>
      findDuplicates(tenantId, toValue(id), JSON.parse(settled.value) as Suspect, signal),
    enabled: () => settled.value !== 'null',
    placeholderData: keepPreviousData,
  })
  return computed(() => (settled.value === 'null' ? [] : (query.data.value ?? [])))
}

/** The patients that a search finds, asked once typing pauses. */
export function useFoundPatients(search: () => string) {
  const tenantId = requireTenantId()
  const settled = useSettled(() => search().trim())
  const query = useQuery({
    queryKey: computed(() => [...patientKeys.all(tenantId), 'found', settled.value]),
    queryFn: ({ signal }) => findPatients(tenantId, settled.value, signal),
    enabled: () => settled.value.length >= 2,
  })
  return computed(() => (settled.value.length >= 2 ? (query.data.value ?? []) : []))
}

/** Saves a form; the page and the lists show it at once. */
export function useSavePatient() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  return async (id: string, version: number | null, form: SentForm): Promise<PatientFile> => {
    const saved = await savePatient(tenantId, id, version, form)
    client.setQueryData<PatientFile>(patientKeys.one(tenantId, id), saved)
    void client.invalidateQueries({ queryKey: patientKeys.lists(tenantId) })
    return saved
  }
}

/** The most that one call archives. */
const CHUNK = 200

/** Archives people, or brings them back; as long as it is said, it can be taken back. */
export function useArchivePatients() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const client = useQueryClient()

  async function put(people: readonly { id: string; name: string }[], archived: boolean): Promise<void> {
    const changed = new Set<string>()
    try {
      for (let from = 0; from < people.length; from += CHUNK) {
        const ids = people.slice(from, from + CHUNK).map(({ id }) => id)
        for (const id of await archivePatients(tenantId, ids, archived)) changed.add(id)
      }
    } finally {
      await client.invalidateQueries({ queryKey: patientKeys.all(tenantId) })
    }
    const those = people.filter(({ id }) => changed.has(id))
    const key = archived ? 'patients.archived' : 'patients.restored'
    const text = t(key, { n: those.length, name: those[0]?.name ?? '' }, those.length)
    if (those.length > 0) toastOk(text, () => void takeBack(those, !archived))
  }

  const { run: takeBack } = useAction(put)
  return put
}
