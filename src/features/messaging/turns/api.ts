import { rpc } from '@/lib/rpc'
import type { Turns } from './types'

/** Who takes new conversations in turn. */
export function listTurns(tenantId: string): Promise<Turns> {
  return rpc('list_assignment_turns', { p_tenant_id: tenantId })
}

/** Says who takes part, in which order, who is passed over, and whether it is on at all. */
export function saveTurns(
  tenantId: string,
  { is_on, people }: Pick<Turns, 'is_on' | 'people'>,
): Promise<Turns> {
  return rpc('set_assignment_turns', {
    p_tenant_id: tenantId,
    p_is_on: is_on,
    p_user_ids: people.map(({ user_id }) => user_id),
    p_paused_ids: people.filter(({ is_paused }) => is_paused).map(({ user_id }) => user_id),
  })
}
