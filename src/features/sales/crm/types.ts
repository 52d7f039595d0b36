import type { ContactEmail, ContactPhone } from '@/features/clinic/contacts'
import type {
  ContactStage,
  CrmLeadStatus,
  CrmLeadSyncStatus,
  CustomFieldEntity,
  CustomFieldType,
  DealStatus,
  LeadScoreRuleField,
} from '@contracts/unions'

/** The value of a clinic's own field. */
export type CustomValue = string | number | boolean
/** Values of a clinic's own fields by the id of the field. */
export type CustomValues = Record<string, CustomValue>

/** A field that the clinic added. */
export interface CustomField {
  id: string
  entity: CustomFieldEntity
  label: string
  type: CustomFieldType
  options: string[]
  is_required: boolean
  in_list: boolean
  archived_at: string | null
}

/** A stage of a pipeline. */
export interface Stage {
  id: string
  name: string
  probability: number
  rotting_days: number | null
}
/** A way in which the clinic sells. */
export interface Pipeline {
  id: string
  name: string
  version: number
  archived_at: string | null
  stages: Stage[]
}
/** One rule of a lead's score. */
export interface ScoreRule {
  field: LeadScoreRuleField
  value: string | null
  points: number
}
/** A form for the clinic's site. */
export interface LeadForm {
  id: string
  title: string
  intro: string | null
  thanks: string | null
  asks_company: boolean
  asks_message: boolean
  owner_id: string | null
  is_active: boolean
  leads: number
}

/** Answer of `get_sales_settings`. */
export interface SalesSettings {
  pipelines: Pipeline[]
  lost_reasons: { id: string; name: string }[]
  custom_fields: CustomField[]
  score_rules: ScoreRule[]
  forms: LeadForm[]
  origins: string[]
  activity_kinds: { key: string; is_planned: boolean }[]
  members: { id: string; full_name: string }[]
}

/** A deal with the names around it. */
export interface Deal {
  id: string
  title: string
  sort_key: string
  status: DealStatus
  value_cents: number
  pipeline_id: string
  stage_id: string
  stage_name: string
  probability: number
  contact_id: string | null
  contact_name: string | null
  patient_id: string | null
  company_id: string | null
  company_name: string | null
  thread_key: string | null
  owner_id: string | null
  owner_name: string | null
  origin: string
  expected_on: string | null
  lost_reason: string | null
  lost_note: string | null
  note: string | null
  custom: CustomValues
  version: number
  stage_since: string
  is_rotting: boolean
  closed_at: string | null
  created_at: string
  next_activity: { id: string; kind: string; title: string; due_on: string; is_late: boolean } | null
  lead_id?: string | null
}

/** Sums of a pipeline. */
export interface DealStats {
  stages: { stage_id: string; count: number; cents: number; weighted_cents: number; rotting: number }[]
  month: { won: number; won_cents: number; lost: number; lost_cents: number }
  reasons: { name: string; count: number }[]
  forecast: { month: string | null; count: number; cents: number; weighted_cents: number }[]
}

/** A line of the contacts. */
export interface ContactRow {
  id: string
  full_name: string
  sort_key: string
  patient_id: string | null
  company_id: string | null
  company_name: string | null
  job: string | null
  origin: string
  stage: ContactStage
  owner_id: string | null
  owner_name: string | null
  custom: CustomValues
  archived_at: string | null
  created_at: string
  phone: string | null
  email: string | null
  thread_key: string | null
  tag_ids: string[]
}
/** Answer of `get_contact`. */
export interface ContactFile {
  contact: Omit<ContactRow, 'phone' | 'email' | 'thread_key' | 'tag_ids'> & {
    note: string | null
    version: number
  }
  phones: ContactPhone[]
  emails: ContactEmail[]
  tag_ids: string[]
  deals: Deal[]
}
/** Somebody who has a phone or address of a form already. */
export interface ContactMatch {
  entity: 'contact' | 'patient'
  id: string
  name: string
  reasons: string[]
  is_sure: boolean
}

/** A line of the companies. */
export interface CompanyRow {
  id: string
  name: string
  sort_key: string
  cnpj: string | null
  segment: string | null
  city: string | null
  state: string | null
  owner_id: string | null
  owner_name: string | null
  custom: CustomValues
  archived_at: string | null
  phone: string | null
  email: string | null
  contacts: number
  open_cents: number
}
/** Answer of `get_company`. */
export interface CompanyFile {
  company: Pick<
    CompanyRow,
    | 'id'
    | 'name'
    | 'cnpj'
    | 'segment'
    | 'city'
    | 'state'
    | 'owner_id'
    | 'owner_name'
    | 'custom'
    | 'archived_at'
  > & { website: string | null; note: string | null; version: number }
  phones: ContactPhone[]
  emails: ContactEmail[]
  contacts: { id: string; full_name: string; job: string | null }[]
  deals: Deal[]
}

/** A lead. */
export interface Lead {
  id: string
  full_name: string
  email: string | null
  phone: string | null
  company: string | null
  origin: string
  status: CrmLeadStatus
  score: number
  owner_id: string | null
  owner_name: string | null
  thread_key: string | null
  form_title: string | null
  message: string | null
  note: string | null
  utm: Record<string, string>
  custom: CustomValues
  contact_id: string | null
  deal_id: string | null
  deal_title: string | null
  patient_id: string | null
  /** How it is at Dinamize; null when it never went there. */
  sync: { status: CrmLeadSyncStatus; error: string | null; synced_at: string | null } | null
  version: number
  created_at: string
}

/** Something to do, or done. */
export interface Activity {
  id: string
  kind: string
  title: string
  note: string | null
  due_on: string
  starts_local: string | null
  is_late: boolean
  assignee_id: string | null
  assignee_name: string | null
  deal_id: string | null
  deal_title: string | null
  contact_id: string | null
  contact_name: string | null
  company_id: string | null
  company_name: string | null
  lead_id: string | null
  lead_name: string | null
  patient_id: string | null
  patient_name: string | null
  thread_key: string | null
  done_at: string | null
  created_by_name: string | null
}
/** What an activity is about. */
export interface ActivityAbout {
  deal_id?: string
  contact_id?: string
  company_id?: string
  lead_id?: string
  thread_key?: string
}

/** A line of a timeline. */
export interface TimelineRow {
  kind: 'activity' | 'event' | 'message' | 'session' | 'campaign' | 'order' | 'assistant'
  id: string
  at: string
  data: Record<string, unknown>
}
/** Whose timeline. */
export type TimelineOf = 'person' | 'company' | 'deal' | 'lead'

/** What sales know of a conversation. */
export interface ConversationSales {
  contact: { id: string; full_name: string; stage: ContactStage } | null
  deals: Deal[]
  leads: Lead[]
  activities: Activity[]
}
