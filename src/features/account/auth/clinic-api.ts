import { rpc } from '@/lib/rpc'

/** A clinic for somebody who has an account and belongs to none. */
export function createTenant(name: string, timeZone: string): Promise<{ id: string }> {
  return rpc('create_tenant', { p_name: name, p_time_zone: timeZone })
}
