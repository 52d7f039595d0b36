import type { CrmLeadSyncStatus, CrmSyncLogDirection, CrmSyncLogKind } from '@contracts/unions'

/** The connection of the clinic, without its secrets. */
export interface DinamizeAccount {
  client_code: string
  user_hint: string
  list_code: string
  list_name: string
  phone_field: string | null
  company_field: string | null
  is_pushing: boolean
  is_pulling: boolean
  brings_all: boolean
  connected_at: string
  /** Since when user and password are not taken. */
  refused_at: string | null
  pulled_at: string | null
  /** Until when Dinamize wants no calls. */
  paused_until: string | null
  is_reading: boolean
}

/** Answer of `get_dinamize`. */
export interface DinamizeState {
  account: DinamizeAccount | null
  counts: Partial<Record<CrmLeadSyncStatus, number>>
  /** Open leads with an address that were never written there. */
  unsent: number
}

/** A list of the account, or a field of a list. */
export interface NamedCode {
  code: string
  name: string
}

/** Who signs in; an empty password is the one that is kept. */
export interface DinamizeLogin {
  user: string
  password: string
  client_code: string
}

/** What is chosen of a connection. */
export interface DinamizeChoice {
  list_code: string
  phone_field: string | null
  company_field: string | null
  is_pushing: boolean
  is_pulling: boolean
  brings_all: boolean
}

/** A lead at Dinamize. */
export interface LeadSyncRow {
  lead_id: string
  full_name: string
  email: string | null
  status: CrmLeadSyncStatus
  direction: CrmSyncLogDirection | null
  error: string | null
  wanted_at: string
  synced_at: string | null
  next_try_at: string | null
  attempts: number | null
}

/** A line of the log. */
export interface SyncLogRow {
  id: string
  at: string
  direction: CrmSyncLogDirection
  kind: CrmSyncLogKind
  lead_id: string | null
  full_name: string | null
  data: {
    fields?: string[]
    code?: string
    request?: string
    seconds?: number
    counts?: Record<string, number>
    leads?: number
  }
}
