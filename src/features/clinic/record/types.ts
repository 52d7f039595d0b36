import type { RecordEntryKind, RecordTemplateKind } from '@contracts/unions'

/** A node of the editor's document (ProseMirror JSON), as far as it is known: anything may come from elsewhere. */
export interface DocNode {
  type: string
  text?: string
  content?: DocNode[]
  marks?: { type: string; attrs?: Record<string, unknown> }[]
  attrs?: Record<string, unknown>
}

export type EntryKind = RecordEntryKind
export type TemplateKind = RecordTemplateKind

/** Why the person reads the shared record; null when they do not. */
export type RecordAccess = 'treats' | 'supervises' | 'break_glass'

/** What everybody may know of a record, and what the person may do. */
export interface RecordSummary {
  /** When the patient was told of the assistant, and wanted a person instead; null: no assistant ever answered them. */
  assistant: { told_at: string; wanted_person_at: string | null } | null
  access: RecordAccess | null
  entries: number
  last_on: string | null
  kept_until: string | null
  keep_years: number
  may_break_glass: boolean
  break_glass_minutes: number
  open_until: string | null
}

/** An entry of the shared record. */
export interface RecordEntry {
  id: string
  patient_id: string
  session_id: string | null
  kind: EntryKind
  title: string | null
  /** A day, "2026-11-28". */
  occurred_on: string
  content: DocNode
  addendum_to: string | null
  author_id: string
  author_name: string
  version: number
  signed_at: string | null
  signer_name: string | null
  signer_council: string | null
  content_hash: string | null
  countersigner_id: string | null
  countersigner_name: string | null
  countersigned_at: string | null
  countersigned_name: string | null
  countersigned_council: string | null
  created_at: string
  updated_at: string
  is_mine: boolean
  /** It waits for the person's countersignature. */
  awaits_me: boolean
  addenda?: RecordEntry[]
}

/** A page of the record. */
export interface RecordPage {
  access: RecordAccess
  has_more: boolean
  entries: RecordEntry[]
}

/** What the record is narrowed to. */
export interface RecordFilters {
  kind: EntryKind | ''
  author_id: string
  state: 'draft' | 'signed' | 'waiting' | ''
  from: string
  until: string
}

/** What is written: of an entry, a private note or a template. */
export interface Draft {
  kind: EntryKind
  title: string
  occurred_on: string
  content: DocNode
  addendum_to?: string | null
  session_id?: string | null
}

/** A note of the private folder. */
export interface PrivateNote {
  id: string
  patient_id: string
  title: string | null
  occurred_on: string
  content: DocNode
  version: number
  created_at: string
  updated_at: string
}

export interface RecordVersion {
  version: number
  kind: EntryKind
  title: string | null
  occurred_on: string
  saved_by_name: string
  saved_at: string
}

/** A version with what it says, and the one kept before it. */
export interface RecordVersionPair {
  version: RecordVersion & { content: DocNode }
  before: (RecordVersion & { content: DocNode }) | null
}

export interface RecordTemplate {
  id: string
  name: string
  kind: TemplateKind
  content: DocNode
  version: number
  archived_at: string | null
}

/** Who read, copied or opened a record. */
export interface RecordRead {
  at: string
  user_id: string
  user_name: string
  kind: 'read' | 'copy' | 'break_glass' | 'opened'
  entries: number
  reason: string | null
}

export interface CareMember {
  user_id: string
  full_name: string | null
  role: string | null
  since: string
  ended_at: string | null
}

export interface RecordSettings {
  keep_years: number
  break_glass_minutes: number
  break_glass_roles: string[]
}

/** An entry that waits for the person. */
export interface PendingEntry {
  what: 'draft' | 'countersign' | 'session'
  /** Null for a session of which nothing was written. */
  entry_id: string | null
  session_id: string | null
  patient_id: string
  patient_name: string
  kind: EntryKind
  occurred_on: string
  author_name: string
  since: string
}

/** What the patient may have of the record. */
export interface RecordCopy {
  clinic: string
  patient: { name: string; full_name: string; birth_date: string | null; cpf: string | null }
  team: { name: string | null; council: string | null; since: string; ended_at: string | null }[]
  entries: RecordEntry[]
  drafts: number
  summary: RecordSummary
  private_folder: 'withheld'
  hash: string
  copied_by: string
  copied_at: string
}
