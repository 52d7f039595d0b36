import { rest, rpc, unwrap } from '@/lib/rpc'
import type { FileSubject, SavedView } from '@/ui/list/memory'

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

/** The audit hears that a list was saved as a file. */
export function noteListExport(
  tenantId: string,
  list: string,
  format: string,
  rows: number,
  filters: Record<string, string>,
): Promise<void> {
  return rpc('note_list_export', {
    p_tenant_id: tenantId,
    p_list: list,
    p_format: format,
    p_rows: rows,
    p_filters: filters,
  })
}

/** A long list is made into a file in the background. */
export async function requestListExport(tenantId: string, subject: FileSubject): Promise<void> {
  await rpc('request_export', {
    p_tenant_id: tenantId,
    p_kind: 'list',
    p_subject: subject as never,
    p_id: crypto.randomUUID(),
  })
}
