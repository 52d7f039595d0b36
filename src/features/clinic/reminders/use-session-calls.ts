import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { toastOk } from '@/ui/toasts'
import { useAction } from '@/ui/use-action'
import { listSessionCalls, noteSessionCall, undoSessionCall } from './api'
import type { CallOutcome, SessionCall } from './types'

/** Whom to call, live; noting a call can be taken back. */
export function useSessionCalls() {
  const { t } = useI18n()
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const queryKey = ['session-reminders', tenantId, 'calls']
  const query = useQuery({ queryKey, queryFn: () => listSessionCalls(tenantId), refetchOnMount: 'always' })
  const refresh = () => client.invalidateQueries({ queryKey })
  const channel = useTenantChannel()
  channel.on('session', () => void refresh())
  channel.on('session_notice', () => void refresh())
  channel.onGap(() => void refresh())

  const undo = useAction(async (id: string) => {
    await undoSessionCall(tenantId, id)
    await refresh()
    toastOk(t('reminders.calls.undone'))
  })
  const note = useAction(async (line: SessionCall, outcome: CallOutcome) => {
    const { id } = await noteSessionCall(tenantId, crypto.randomUUID(), line, outcome)
    await refresh()
    toastOk(t(`reminders.calls.noted.${outcome}`, { name: line.patient_name }), () => void undo.run(id))
  })
  return {
    ...query,
    toCall: computed(() => (query.data.value ?? []).filter(({ is_done }) => !is_done)),
    done: computed(() => (query.data.value ?? []).filter(({ is_done }) => is_done)),
    note: note.run,
    undo: undo.run,
    busy: computed(() => note.running.value || undo.running.value),
  }
}
