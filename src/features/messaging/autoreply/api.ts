import { rpc } from '@/lib/rpc'
import type { Autoreply, AutoreplySettings } from './types'

/** Settings, what would be answered now, and what was. */
export function getAutoreply(tenantId: string): Promise<Autoreply> {
  return rpc('get_autoreply', { p_tenant_id: tenantId })
}

export function saveAutoreply(tenantId: string, settings: AutoreplySettings): Promise<Autoreply> {
  return rpc('save_autoreply', { p_tenant_id: tenantId, p_settings: { ...settings } })
}
