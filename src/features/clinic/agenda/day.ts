import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import { requireTenantId } from '@/kit/clinic/context'
import { useTenantChannel } from '@/lib/realtime'
import { rpc } from '@/lib/rpc'
import './live-events'
import type { Session } from './types'

/** Sessions of one question of the day; `sessions` are the first of `total`. */
interface DaySessions {
  total: number
  sessions: Session[]
}

interface DayOfSessions {
  /** Today in the clinic, "2026-12-01". */
  day: string
  /** Still to come today, or to be noted; `done` have their outcome. */
  today: DaySessions & { done: number }
  /** In the waiting room, whoever came first first. */
  arrived: DaySessions
  /** Not confirmed, for today or tomorrow. */
  unconfirmed: DaySessions
}

/** A busy reception changes sessions all the time; they are asked for again at most this often. */
const REFRESH_MS = 1_000

/** The sessions of today and tomorrow as the person may see them, live; a therapist sees the own. */
export function useTodaysSessions() {
  const client = useQueryClient()
  const tenantId = requireTenantId()
  const queryKey = ['agenda', tenantId, 'today'] as const
  const query = useQuery({
    queryKey,
    queryFn: (): Promise<DayOfSessions> => rpc('list_todays_sessions', { p_tenant_id: tenantId }),
    staleTime: 0,
  })
  const { on, onGap } = useTenantChannel()
  let timer: ReturnType<typeof setTimeout> | undefined

  function refresh() {
    timer = undefined
    void client.invalidateQueries({ queryKey })
  }

  on('session', () => (timer ??= setTimeout(refresh, REFRESH_MS)))
  onGap(refresh)
  onScopeDispose(() => clearTimeout(timer))
  return { ...query, refresh }
}
