import type { AuditActionArea, AuditActionSeverity, AuditLogActorKind } from '@contracts/unions'

/** Where people look for an act, in the order of the filter. */
export const areas = [
  'team',
  'patients',
  'record',
  'agenda',
  'money',
  'messages',
  'automation',
  'settings',
  'privacy',
  'service',
  'audit',
  'sales',
] as const satisfies readonly AuditActionArea[]

/** How grave an act is, from every day on. */
export const severities = [
  'info',
  'notice',
  'warning',
  'critical',
] as const satisfies readonly AuditActionSeverity[]

/** One act, reading or event, as `list_audit` answers it. */
export interface AuditEntry {
  key: string
  at: string
  source: 'audit' | 'reads' | 'sessions' | 'conversations'
  actor_kind: AuditLogActorKind
  actor_id: string | null
  actor_name: string | null
  /** `<entity>.<verb>`. */
  action: string
  area: AuditActionArea
  severity: AuditActionSeverity
  entity: string
  entity_id: string
  label: string | null
  link: string | null
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>> | null
  /** How the ids in before and after are called. */
  names: Readonly<Record<string, string>>
  reason: string | null
  request_id: string | null
  seq: number | null
  erased_at: string | null
}

/** What the list is narrowed by. */
export interface AuditFilter {
  person?: string
  area?: string
  action?: string
  severity?: string
  entity?: string
  entity_id?: string
  from?: string
  until?: string
}

/** How the chain stands. */
export interface AuditChain {
  rows: number
  end_hash: string | null
  checked_at: string | null
  whole_until: string | null
  fault: string | null
  fault_at: string | null
  keep_months: number
}

/** What the page filters by. */
export interface AuditKit {
  chain: AuditChain
  people: { id: string; name: string }[]
  actions: { key: string; area: AuditActionArea }[]
}
