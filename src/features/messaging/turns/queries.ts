import { queryOptions, useQueryClient } from '@tanstack/vue-query'
import { askOffline } from '@/kit/query-client'
import { useTenantChannel } from '@/lib/realtime'
import { listTurns, saveTurns } from './api'
import './live-events'
import type { Turns } from './types'

const queryKey = (tenantId: string) => ['turns', tenantId] as const

/** Who takes new conversations in turn. */
export const turnsQuery = (tenantId: string) =>
  queryOptions({ queryKey: queryKey(tenantId), queryFn: () => listTurns(tenantId), ...askOffline })

/** Asks again when somebody changes the turns, or a conversation got its person. */
export function useTurnsLive(tenantId: string): void {
  const client = useQueryClient()
  const channel = useTenantChannel()
  const askAgain = () => void client.invalidateQueries({ queryKey: queryKey(tenantId) })
  channel.on('assignment_turns', askAgain)
  channel.on('conversation_event', ({ event }) => {
    // nobody did it: the turn did
    if (event.kind === 'assigned' && event.actor_id === null) askAgain()
  })
  channel.onGap(askAgain)
}

/** Changes that the page shows at once; a refusal shows what is there instead. */
export function useSaveTurns(tenantId: string) {
  const client = useQueryClient()
  return async (turns: Pick<Turns, 'is_on' | 'people'>): Promise<Turns> => {
    await client.cancelQueries({ queryKey: queryKey(tenantId) })
    const before = client.getQueryData<Turns>(queryKey(tenantId))
    client.setQueryData<Turns>(queryKey(tenantId), (now) => now && { ...now, ...turns })
    try {
      const saved = await saveTurns(tenantId, turns)
      client.setQueryData<Turns>(queryKey(tenantId), saved)
      return saved
    } catch (error) {
      client.setQueryData<Turns>(queryKey(tenantId), before)
      throw error
    }
  }
}
