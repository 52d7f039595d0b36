import { rpc } from '@/lib/rpc'
import type { Today } from './types'

/** The clinic's day as the person may see it. */
export function getToday(tenantId: string): Promise<Today> {
  return rpc('get_today', { p_tenant_id: tenantId })
}

/** The first steps are not shown to this person any more. */
export function dismissSetup(tenantId: string): Promise<void> {
  return rpc('dismiss_setup', { p_tenant_id: tenantId })
}
