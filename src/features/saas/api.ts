import { rpc } from '@/lib/rpc'
import type { SaasTenant } from './types'

/** Clinics by name, one page at a time: `afterName` is the last name of the page before. */
export function listTenants(search: string, afterName: string | null, limit: number): Promise<SaasTenant[]> {
  return rpc('saas_list_tenants', {
    p_search: search.trim() || null,
    p_limit: limit,
    p_after_name: afterName,
  })
}
