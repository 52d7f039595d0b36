import { rpc } from '@/lib/rpc'
import type { AlertKind, Operations, QuietHours, SaasWhatsapp } from './types'

export function getOperations(tenantId: string): Promise<Operations> {
  return rpc('get_operations', { p_tenant_id: tenantId })
}

/** The alert sleeps, and is told again then if it still stands. */
export function snoozeAlert(tenantId: string, id: string, until: Date): Promise<unknown> {
  return rpc('snooze_alert', { p_tenant_id: tenantId, p_id: id, p_until: until.toISOString() })
}

/** Somebody sees to it: it is off the screens. */
export function handleAlert(tenantId: string, id: string): Promise<unknown> {
  return rpc('handle_alert', { p_tenant_id: tenantId, p_id: id })
}

export function saveAlertSettings(
  tenantId: string,
  kinds: readonly AlertKind[],
  quiet: QuietHours,
): Promise<unknown> {
  return rpc('save_alert_settings', {
    p_tenant_id: tenantId,
    p_kinds: kinds.map(({ kind, is_on, threshold, by_email, by_push }) => ({
      kind,
      is_on,
      threshold,
      by_email,
      by_push,
    })),
    p_quiet_from: quiet.from,
    p_quiet_until: quiet.until,
  })
}

/** WhatsApp of all clinics, without a message; `after` is the last clinic of the page before. */
export function listSaasWhatsapp(asked: {
  search: string
  state: string
  sort: { key: string; descending: boolean } | null
  after: SaasWhatsapp | null
  limit: number
}): Promise<SaasWhatsapp[]> {
  return rpc('saas_list_whatsapp', {
    p_search: asked.search.trim() || null,
    p_state: asked.state || null,
    p_sort: asked.sort?.key ?? 'name',
    p_descending: asked.sort?.descending ?? false,
    p_limit: asked.limit,
    p_after_id: asked.after?.id ?? null,
  })
}
