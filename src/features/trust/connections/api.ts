import { invoke, rpc } from '@/lib/rpc'
import type { ApiKey, Delivery, DeliveryDetails, Endpoint, EndpointDraft, KeyDraft } from './types'

export function listKeys(tenantId: string): Promise<ApiKey[]> {
  return rpc('list_api_keys', { p_tenant_id: tenantId })
}

/** The key itself is in this answer only. */
export function createKey(tenantId: string, { id, name, scopes, expiresAt }: KeyDraft): Promise<ApiKey> {
  return rpc('create_api_key', {
    p_tenant_id: tenantId,
    p_id: id,
    p_name: name,
    p_scopes: scopes,
    p_expires_at: expiresAt,
  })
}

export function revokeKey(tenantId: string, id: string): Promise<ApiKey> {
  return rpc('revoke_api_key', { p_tenant_id: tenantId, p_id: id })
}

export function listEndpoints(tenantId: string): Promise<Endpoint[]> {
  return rpc('list_webhook_endpoints', { p_tenant_id: tenantId })
}

/** The secret of a new one is in this answer only. */
export function saveEndpoint(tenantId: string, draft: EndpointDraft): Promise<Endpoint> {
  return invoke('webhook-endpoint', {
    act: 'save',
    tenant_id: tenantId,
    ...draft,
    description: draft.description.trim() || null,
  })
}

/** The new secret is in this answer only; the one before signs too for a day. */
export function rotateSecret(tenantId: string, id: string): Promise<Endpoint> {
  return invoke('webhook-endpoint', { act: 'rotate', tenant_id: tenantId, id })
}

export function setActive(tenantId: string, id: string, active: boolean): Promise<Endpoint> {
  return rpc('set_webhook_active', { p_tenant_id: tenantId, p_id: id, p_active: active })
}

export function removeEndpoint(tenantId: string, id: string): Promise<void> {
  return rpc('delete_webhook_endpoint', { p_tenant_id: tenantId, p_id: id })
}

/** The id of the delivery. */
export function testEndpoint(tenantId: string, id: string): Promise<string> {
  return rpc('test_webhook_endpoint', { p_tenant_id: tenantId, p_id: id })
}

export function listDeliveries(
  tenantId: string,
  endpointId: string,
  failed: boolean,
  before: string | null,
): Promise<Delivery[]> {
  return rpc('list_webhook_deliveries', {
    p_tenant_id: tenantId,
    p_endpoint_id: endpointId,
    p_failed: failed,
    p_before: before,
    p_limit: DELIVERIES_PAGE,
  })
}

/** How many deliveries are asked for at once. */
export const DELIVERIES_PAGE = 50

export function getDelivery(tenantId: string, id: string): Promise<DeliveryDetails> {
  return rpc('get_webhook_delivery', { p_tenant_id: tenantId, p_id: id })
}

/** How many are sent again: one, or all that failed. */
export function replayDeliveries(tenantId: string, endpointId: string, id: string | null): Promise<number> {
  return rpc('replay_webhook_deliveries', { p_tenant_id: tenantId, p_endpoint_id: endpointId, p_id: id })
}
