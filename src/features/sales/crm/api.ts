import { rpc } from '@/lib/rpc'
import type {
  Activity,
  ActivityAbout,
  CompanyFile,
  CompanyRow,
  ContactFile,
  ContactMatch,
  ContactRow,
  ConversationSales,
  Deal,
  DealStats,
  Lead,
  SalesSettings,
  ScoreRule,
  TimelineOf,
  TimelineRow,
} from './types'

/** One page of a list. */
export interface Page<Row> {
  search?: string
  sort?: string
  where?: Record<string, unknown>
  after: Row | null
  limit: number
}

/** Only what the database continues after. */
const cursor = <Row extends object>(row: Row | null) => row && JSON.parse(JSON.stringify(row))

/** What the screens of sales are made of. */
export const getSalesSettings = (tenantId: string): Promise<SalesSettings> =>
  rpc('get_sales_settings', { p_tenant_id: tenantId })

/** One page of contacts. */
export const listContacts = (tenantId: string, page: Page<ContactRow>): Promise<ContactRow[]> =>
  rpc('list_contacts', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_sort: page.sort ?? 'name',
    p_after: cursor(page.after),
    p_limit: page.limit,
    p_where: (page.where ?? {}) as never,
  })
/** A contact with phones, addresses, tags and deals. */
export const getContact = (tenantId: string, id: string): Promise<ContactFile> =>
  rpc('get_contact', { p_tenant_id: tenantId, p_id: id })
/** What the form of a contact holds. */
export interface SentContact {
  contact: object
  phones: object[]
  emails: object[]
  tags: string[]
  seen: string[]
}
/** Saves a contact; `version` is the one that was read, null for somebody new. */
export const saveContact = (
  tenantId: string,
  id: string,
  version: number | null,
  form: SentContact,
): Promise<ContactFile> =>
  rpc('save_contact', {
    p_tenant_id: tenantId,
    p_id: id,
    p_version: version,
    p_contact: form.contact as never,
    p_phones: form.phones as never,
    p_emails: form.emails as never,
    p_tags: form.tags,
    p_seen: form.seen,
  })
/** Who has one of the phones or addresses already. */
export const findMatches = (
  tenantId: string,
  name: string,
  phones: string[],
  emails: string[],
): Promise<ContactMatch[]> =>
  rpc('find_contact_matches', {
    p_tenant_id: tenantId,
    p_full_name: name,
    p_phones: phones,
    p_emails: emails,
  })
/** A contact is a patient from now on. */
export const makePatient = (tenantId: string, id: string): Promise<{ patient_id: string }> =>
  rpc('make_contact_patient', { p_tenant_id: tenantId, p_id: id })
/** Contacts or companies out of the list, or back. */
export const archiveSales = (
  tenantId: string,
  entity: 'contact' | 'company',
  ids: string[],
  archived: boolean,
): Promise<number> =>
  rpc('archive_sales', { p_tenant_id: tenantId, p_entity: entity, p_ids: ids, p_archived: archived })

/** One page of companies. */
export const listCompanies = (tenantId: string, page: Page<CompanyRow>): Promise<CompanyRow[]> =>
  rpc('list_companies', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_after: cursor(page.after),
    p_limit: page.limit,
    p_where: (page.where ?? {}) as never,
  })
/** A company with its people and deals. */
export const getCompany = (tenantId: string, id: string): Promise<CompanyFile> =>
  rpc('get_company', { p_tenant_id: tenantId, p_id: id })
/** Saves a company. */
export const saveCompany = (
  tenantId: string,
  id: string,
  version: number | null,
  form: { company: object; phones: object[]; emails: object[] },
): Promise<CompanyFile> =>
  rpc('save_company', {
    p_tenant_id: tenantId,
    p_id: id,
    p_version: version,
    p_company: form.company as never,
    p_phones: form.phones as never,
    p_emails: form.emails as never,
  })

/** One page of deals. */
export const listDeals = (tenantId: string, page: Page<Deal>): Promise<Deal[]> =>
  rpc('list_deals', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_sort: page.sort ?? 'newest',
    p_after: cursor(page.after),
    p_limit: page.limit,
    p_where: (page.where ?? {}) as never,
  })
/** A deal. */
export const getDeal = (tenantId: string, id: string): Promise<Deal> =>
  rpc('get_deal', { p_tenant_id: tenantId, p_id: id })
/** Saves a deal; `version` is the one that was read, null for a new one. */
export const saveDeal = (tenantId: string, id: string, version: number | null, deal: object): Promise<Deal> =>
  rpc('save_deal', { p_tenant_id: tenantId, p_id: id, p_version: version, p_deal: deal as never })
/** Puts a deal on another stage. */
export const moveDeal = (
  tenantId: string,
  deal: Pick<Deal, 'id' | 'version'>,
  stageId: string,
): Promise<Deal> =>
  rpc('move_deal', { p_tenant_id: tenantId, p_id: deal.id, p_version: deal.version, p_stage_id: stageId })
/** Won, lost with a reason, or open again. */
export const closeDeal = (
  tenantId: string,
  deal: Pick<Deal, 'id' | 'version'>,
  status: Deal['status'],
  reason: { id: string; note: string } | null = null,
): Promise<Deal> =>
  rpc('close_deal', {
    p_tenant_id: tenantId,
    p_id: deal.id,
    p_version: deal.version,
    p_status: status,
    p_reason_id: reason?.id ?? null,
    p_note: reason?.note ?? null,
  })
/** Sums of a pipeline, of one person when `owner` says so. */
export const getDealStats = (tenantId: string, pipelineId: string, owner: string): Promise<DealStats> =>
  rpc('get_deal_stats', { p_tenant_id: tenantId, p_pipeline_id: pipelineId, p_owner_id: owner || null })

/** Writes down an activity, or changes it. */
export const saveActivity = (
  tenantId: string,
  id: string,
  activity: ActivityAbout & Record<string, unknown>,
): Promise<Activity> =>
  rpc('save_activity', { p_tenant_id: tenantId, p_id: id, p_activity: activity as never })
/** One page of activities. */
export const listActivities = (tenantId: string, page: Page<Activity>): Promise<Activity[]> =>
  rpc('list_activities', {
    p_tenant_id: tenantId,
    p_where: (page.where ?? {}) as never,
    p_after: cursor(page.after),
    p_limit: page.limit,
  })
/** Done, or open again. */
export const finishActivity = (tenantId: string, id: string, done: boolean): Promise<unknown> =>
  rpc('finish_task', { p_tenant_id: tenantId, p_id: id, p_done: done })

/** One page of leads. */
export const listLeads = (tenantId: string, page: Page<Lead>): Promise<Lead[]> =>
  rpc('list_leads', {
    p_tenant_id: tenantId,
    p_search: page.search || null,
    p_sort: page.sort ?? 'newest',
    p_after: cursor(page.after),
    p_limit: page.limit,
    p_where: (page.where ?? {}) as never,
  })
/** Saves a lead. */
export const saveLead = (tenantId: string, id: string, version: number | null, lead: object): Promise<Lead> =>
  rpc('save_lead', { p_tenant_id: tenantId, p_id: id, p_version: version, p_lead: lead as never })
/** A lead becomes a deal with a contact or a patient. */
export const convertLead = (
  tenantId: string,
  id: string,
  dealId: string,
  deal: object,
  asPatient: boolean,
): Promise<Lead> =>
  rpc('convert_lead', {
    p_tenant_id: tenantId,
    p_id: id,
    p_deal_id: dealId,
    p_deal: deal as never,
    p_as_patient: asPatient,
  })

/** Everything of a person, company, deal or lead, the newest first. */
export const listTimeline = (
  tenantId: string,
  of: TimelineOf,
  id: string,
  after: TimelineRow | null,
): Promise<TimelineRow[]> =>
  rpc('list_timeline', {
    p_tenant_id: tenantId,
    p_of: of,
    p_id: id,
    p_after: after && { at: after.at, id: after.id },
    p_limit: 30,
  })

/** What sales know of a conversation. */
export const getConversationSales = (tenantId: string, threadKey: string): Promise<ConversationSales> =>
  rpc('list_conversation_sales', { p_tenant_id: tenantId, p_thread_key: threadKey })
/** One click: a deal with the person of a conversation. */
export const openConversationDeal = (tenantId: string, threadKey: string, dealId: string): Promise<Deal> =>
  rpc('open_conversation_deal', { p_tenant_id: tenantId, p_thread_key: threadKey, p_deal_id: dealId })

/** Saves a pipeline with its stages. */
export const savePipeline = (
  tenantId: string,
  id: string,
  version: number | null,
  pipeline: object,
): Promise<SalesSettings> =>
  rpc('save_pipeline', { p_tenant_id: tenantId, p_id: id, p_version: version, p_pipeline: pipeline as never })
/** Saves the reasons for lost deals. */
export const saveLostReasons = (tenantId: string, reasons: object[]): Promise<SalesSettings> =>
  rpc('save_lost_reasons', { p_tenant_id: tenantId, p_reasons: reasons as never })
/** Saves a field of the clinic. */
export const saveCustomField = (tenantId: string, id: string, field: object): Promise<SalesSettings> =>
  rpc('save_custom_field', { p_tenant_id: tenantId, p_id: id, p_field: field as never })
/** Saves what a lead's score is made of. */
export const saveScoreRules = (tenantId: string, rules: ScoreRule[]): Promise<SalesSettings> =>
  rpc('save_score_rules', { p_tenant_id: tenantId, p_rules: rules as never })
/** Saves a form for the site. */
export const saveLeadForm = (tenantId: string, id: string, form: object): Promise<SalesSettings> =>
  rpc('save_lead_form', { p_tenant_id: tenantId, p_id: id, p_form: form as never })
