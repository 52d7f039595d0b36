import { invoke, rpc } from '@/lib/rpc'
import type {
  DinamizeChoice,
  DinamizeLogin,
  DinamizeState,
  LeadSyncRow,
  NamedCode,
  SyncLogRow,
} from './types'

const login = (tenantId: string, { user, password, client_code }: DinamizeLogin) => ({
  tenant_id: tenantId,
  user,
  client_code,
  ...(password === '' ? {} : { password }),
})

export const getDinamize = (tenantId: string): Promise<DinamizeState> =>
  rpc('get_dinamize', { p_tenant_id: tenantId })

/** Tries user and password; the lists of the account. */
export const listLists = (tenantId: string, who: DinamizeLogin): Promise<{ lists: NamedCode[] }> =>
  invoke('connect-dinamize', { action: 'lists', ...login(tenantId, who) })

/** The clinic's own fields of a list. */
export const listFields = (
  tenantId: string,
  who: DinamizeLogin,
  listCode: string,
): Promise<{ fields: NamedCode[] }> =>
  invoke('connect-dinamize', { action: 'fields', ...login(tenantId, who), list_code: listCode })

/** Tries all of it once more, then saves it. */
export const connectDinamize = (
  tenantId: string,
  who: DinamizeLogin,
  choice: DinamizeChoice,
): Promise<DinamizeState> =>
  invoke('connect-dinamize', { action: 'connect', ...login(tenantId, who), ...choice })

export const disconnectDinamize = (tenantId: string): Promise<unknown> =>
  rpc('disconnect_dinamize', { p_tenant_id: tenantId })

/** How many leads will be written there again. */
export const resyncLeads = (
  tenantId: string,
  which: 'one' | 'failed' | 'all',
  leadId: string | null = null,
): Promise<number> => rpc('resync_leads', { p_tenant_id: tenantId, p_which: which, p_lead_id: leadId })

/** False: the list is being read already. */
export const pullLeads = (tenantId: string): Promise<boolean> => rpc('pull_leads', { p_tenant_id: tenantId })

export const listLeadSync = (
  tenantId: string,
  status: string,
  after: LeadSyncRow | null,
  limit: number,
): Promise<LeadSyncRow[]> =>
  rpc('list_lead_sync', {
    p_tenant_id: tenantId,
    p_status: status || null,
    p_after: after && { wanted_at: after.wanted_at, lead_id: after.lead_id },
    p_limit: limit,
  })

export const listSyncLogs = (
  tenantId: string,
  leadId: string | null,
  after: SyncLogRow | null,
  limit: number,
): Promise<SyncLogRow[]> =>
  rpc('list_sync_logs', {
    p_tenant_id: tenantId,
    p_lead_id: leadId,
    p_after: after && { at: after.at, id: after.id },
    p_limit: limit,
  })
