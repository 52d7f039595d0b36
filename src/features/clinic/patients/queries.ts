import { queryOptions, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { archivePatient, getPatient } from './api'
import './live-events'

/** What is kept of patients; the lists and each person are below it. */
export const patientKeys = {
  all: (tenantId: string) => ['patients', tenantId] as const,
  lists: (tenantId: string) => [...patientKeys.all(tenantId), 'list'] as const,
  one: (tenantId: string, id: string) => [...patientKeys.all(tenantId), 'one', id] as const,
}

const patientQuery = (tenantId: string, id: string) =>
  queryOptions({ queryKey: patientKeys.one(tenantId, id), queryFn: () => getPatient(tenantId, id) })

/** A patient of the clinic on screen, current as long as it is shown. */
export function usePatient(id: MaybeRefOrGetter<string>) {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const query = useQuery(computed(() => patientQuery(tenantId, toValue(id))))
  const refresh = () => void client.invalidateQueries({ queryKey: patientKeys.one(tenantId, toValue(id)) })
  const channel = useTenantChannel()
  channel.on('patient', (event) => {
    if (event.id === toValue(id)) refresh()
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

/** Archives people, or brings them back; as long as it is said, it can be taken back. */
export function useArchivePatients() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const client = useQueryClient()

  async function put(people: readonly { id: string; name: string }[], archived: boolean): Promise<void> {
    try {
      for (const { id } of people) await archivePatient(tenantId, id, archived)
    } finally {
      await client.invalidateQueries({ queryKey: patientKeys.all(tenantId) })
    }
    const key = archived ? 'patients.archived' : 'patients.restored'
    const text = t(key, { n: people.length, name: people[0]?.name ?? '' }, people.length)
    toastOk(text, () => void takeBack(people, !archived))
  }

  const { run: takeBack } = useAction(put)
  return put
}
