import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { archiveMedico, getMedico, saveMedico } from './api'
import './live-events'
import type { SentMedico } from './rules'
import type { MedicoFile } from './types'

/** What is kept of the professionals: the list and each of them. */
export const medicoKeys = {
  all: (tenantId: string) => ['medicos', tenantId] as const,
  lists: (tenantId: string) => [...medicoKeys.all(tenantId), 'list'] as const,
  one: (tenantId: string, id: string) => [...medicoKeys.all(tenantId), 'one', id] as const,
}

/** A professional with contacts, asked for anew whenever they are opened. */
export const medicoQuery = (tenantId: string, id: string) =>
  queryOptions({
    queryKey: medicoKeys.one(tenantId, id),
    queryFn: () => getMedico(tenantId, id),
    staleTime: 0,
  })

/** Keeps list and open record current while they are shown. */
export function useMedicosLive(): void {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: medicoKeys.all(tenantId) })
  const channel = useTenantChannel()
  channel.on('medico', refresh)
  channel.onGap(refresh)
}

/** Saves, archives and brings back; every screen shows it at once. */
export function useMedicoActions() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const client = useQueryClient()

  async function put(people: readonly { id: string; full_name: string }[], archived: boolean): Promise<void> {
    try {
      for (const { id } of people) await archiveMedico(tenantId, id, archived)
    } finally {
      await client.invalidateQueries({ queryKey: medicoKeys.all(tenantId) })
    }
    const key = archived ? 'medicos.archived' : 'medicos.restored'
    const text = t(key, { n: people.length, name: people[0]?.full_name ?? '' }, people.length)
    toastOk(text, () => void takeBack(people, !archived))
  }
  const { run: takeBack } = useAction(put)

  return {
    archive: put,
    async save(id: string, version: number | null, form: SentMedico): Promise<MedicoFile> {
      const saved = await saveMedico(tenantId, id, version, form)
      client.setQueryData<MedicoFile>(medicoKeys.one(tenantId, id), saved)
      void client.invalidateQueries({ queryKey: medicoKeys.lists(tenantId) })
      return saved
    },
  }
}
