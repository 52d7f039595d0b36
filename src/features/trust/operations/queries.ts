import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import './live-events'
import { getOperations, handleAlert, saveAlertSettings, snoozeAlert } from './api'
import type { AlertKind, QuietHours } from './types'

/** The page is watched while something is wrong, so it looks again by itself. */
const REFRESH_MS = 15_000

const operationsKey = (tenantId: string) => ['operations', tenantId] as const

/** How the machinery of the clinic is, and what is done about it. */
export function useOperations() {
  const tenantId = requireTenantId()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: operationsKey(tenantId) })
  const channel = useTenantChannel()
  channel.on('alerts', () => void refresh())
  channel.onGap(() => void refresh())
  const query = useQuery({
    queryKey: operationsKey(tenantId),
    queryFn: () => getOperations(tenantId),
    refetchInterval: REFRESH_MS,
  })
  return {
    ...query,
    snooze: (id: string, until: Date) => snoozeAlert(tenantId, id, until).finally(refresh),
    handle: (id: string) => handleAlert(tenantId, id).finally(refresh),
    save: (kinds: readonly AlertKind[], quiet: QuietHours) =>
      saveAlertSettings(tenantId, kinds, quiet).finally(refresh),
  }
}
