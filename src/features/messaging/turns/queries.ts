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

/**
 * Changes that the page shows at once, sent one after the other: a second press does not wait for the first. After a
 * refusal the page shows what is there.
 */
export function useSaveTurns(tenantId: string) {
  const client = useQueryClient()
  let line: Promise<unknown> = Promise.resolve()
  let latest = 0

  return async (turns: Pick<Turns, 'is_on' | 'people'>): Promise<Turns> => {
    latest += 1
    const mine = latest
    await client.cancelQueries({ queryKey: queryKey(tenantId) })
    client.setQueryData<Turns>(queryKey(tenantId), (now) => now && { ...now, ...turns })
    const saving = line.then(() => saveTurns(tenantId, turns))
    line = saving.catch(() => undefined)
    try {
      const saved = await saving
      if (mine === latest) client.setQueryData<Turns>(queryKey(tenantId), saved)
      return saved
    } catch (error) {
      void client.invalidateQueries({ queryKey: queryKey(tenantId) })
      throw error
    }
  }
}
