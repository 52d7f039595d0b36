import { rest, rpc, unwrap } from '@/lib/rpc'
import type { SavedView } from '@/ui/list/memory'

/** A row as the Data API answers it; the query is what this app wrote. */
interface Row {
  id: string
  name: string
  person_id: string | null
  query: SavedView['query']
}

/** The person's own views of a list and those of the clinic, by name. */
export async function listViews(tenantId: string, list: string): Promise<SavedView[]> {
  const rows: Row[] = await unwrap(
    rest
      .from('saved_views')
      .select('id, name, person_id, query')
      .eq('tenant_id', tenantId)
      .eq('list', list)
      .order('name'),
  )
  return rows.map(({ id, name, person_id, query }) => ({ id, name, query, isShared: person_id === null }))
}

export function saveView(tenantId: string, list: string, view: SavedView): Promise<void> {
  return rpc('save_view', {
    p_tenant_id: tenantId,
    p_id: view.id,
    p_list: list,
    p_name: view.name,
    p_query: { address: view.query.address, hidden: view.query.hidden },
    p_is_shared: view.isShared,
  })
}

export function deleteView(tenantId: string, id: string): Promise<void> {
  return rpc('delete_saved_view', { p_tenant_id: tenantId, p_id: id })
}
