import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { getWaitingSettings, listWaitingEntries, listWaitingMatches, listWaitingSlots } from './api'
import './live-events'
import type { FreeTime } from './types'

const all = (tenantId: string) => ['waiting-list', tenantId] as const

export const waitingEntriesQuery = (tenantId: string, patientId: string | null = null) =>
  queryOptions({
    queryKey: [...all(tenantId), 'entries', patientId] as const,
    queryFn: () => listWaitingEntries(tenantId, patientId),
  })

export const waitingSlotsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...all(tenantId), 'slots'] as const,
    queryFn: () => listWaitingSlots(tenantId),
  })

export const waitingMatchesQuery = (tenantId: string, time: FreeTime) =>
  queryOptions({
    queryKey: [...all(tenantId), 'matches', time.therapist_id, time.start_local, time.minutes] as const,
    queryFn: () => listWaitingMatches(tenantId, time),
  })

export const waitingSettingsQuery = (tenantId: string) =>
  queryOptions({
    queryKey: [...all(tenantId), 'settings'] as const,
    queryFn: () => getWaitingSettings(tenantId),
  })

/** Keeps what is shown of the waiting list current; answers how to ask again at once. */
export function useWaitingLive(): () => Promise<void> {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: all(tenantId) })
  const channel = useTenantChannel()
  channel.on('waiting_list', () => void refresh())
  channel.onGap(() => void refresh())
  return refresh
}
