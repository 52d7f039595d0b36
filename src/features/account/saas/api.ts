import { rpc } from '@/lib/rpc'
import type { SaasTenant } from './types'

/** Where a page ends: names repeat, ids do not. */
export type TenantCursor = Pick<SaasTenant, 'id' | 'name'>

/** Clinics by name, one page at a time: `after` is the last clinic of the page before. */
export function listTenants(
  search: string,
  after: TenantCursor | null,
  limit: number,
): Promise<SaasTenant[]> {
  return rpc('saas_list_tenants', {
    p_search: search.trim() || null,
    p_limit: limit,
    p_after_name: after?.name ?? null,
    p_after_id: after?.id ?? null,
  })
}
