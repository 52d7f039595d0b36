import { rpc } from '@/lib/rpc'
import type { Today } from './types'

/** The clinic's day as the person may see it. */
export function getToday(tenantId: string): Promise<Today> {
  return rpc('get_today', { p_tenant_id: tenantId })
}
