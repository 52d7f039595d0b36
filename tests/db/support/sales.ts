import { randomUUID } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import { expect, it } from 'vitest'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { expectRefusal, itIsForMembers } from './guards.ts'

export const contactId = '5a000000-0000-4000-8000-000000000001'
export const companyId = '5b000000-0000-4000-8000-000000000001'
export const dealId = '5d000000-0000-4000-8000-000000000001'
export const leadId = '5e000000-0000-4000-8000-000000000001'

export interface Deal {
  id: string
  title: string
  status: string
  value_cents: number
  pipeline_id: string
  stage_id: string
  stage_name: string
  contact_id: string | null
  contact_name: string | null
  patient_id: string | null
  company_name: string | null
  thread_key: string | null
  owner_id: string | null
  lost_reason: string | null
  is_rotting: boolean
  version: number
  lead_id: string | null
  next_activity: { title: string } | null
}
export interface ContactFile {
  contact: {
    id: string
    full_name: string
    patient_id: string | null
    stage: string
    version: number
  } & Record<string, unknown>
  phones: { phone: string; is_primary: boolean }[]
  emails: { email: string }[]
  tag_ids: string[]
  deals: Deal[]
}
export interface Lead extends Record<string, unknown> {
  id: string
  status: string
  score: number
  version: number
  contact_id: string | null
  deal_id: string | null
  patient_id: string | null
  message: string | null
}
export interface Settings {
  pipelines: { id: string; name: string; version: number; stages: { id: string; name: string }[] }[]
  lost_reasons: { id: string; name: string }[]
  custom_fields: { id: string; label: string; type: string; archived_at: string | null }[]
  score_rules: { field: string; points: number }[]
  forms: { id: string; title: string; leads: number }[]
}
export interface TimelineRow {
  kind: string
  id: string
  at: string
  data: Record<string, unknown>
}

export const leader: Email = 'supervisor@aurora.test'

export const settings = (session: Session) => ask<Settings>(session, 'get_sales_settings')

export const saveContact = (session: Session, contact: object = {}, args: Record<string, unknown> = {}) =>
  ask<ContactFile>(session, 'save_contact', {
    id: contactId,
    version: null,
    contact: { full_name: 'Nina Prado', ...contact },
    phones: [],
    emails: [],
    ...args,
  })
export const getContact = (session: Session, id = contactId) =>
  ask<ContactFile>(session, 'get_contact', { id })
export const saveCompany = (session: Session, company: object = {}, args: Record<string, unknown> = {}) =>
  ask<{ company: Record<string, unknown>; deals: Deal[] }>(session, 'save_company', {
    id: companyId,
    version: null,
    company: { name: 'Padaria Sol', ...company },
    ...args,
  })
export const saveDeal = (session: Session, deal: object = {}, args: Record<string, unknown> = {}) =>
  ask<Deal>(session, 'save_deal', {
    id: dealId,
    version: null,
    deal: { title: 'Pacote de avaliação', value_cents: 240000, ...deal },
    ...args,
  })
export const getDeal = (session: Session, id = dealId) => ask<Deal>(session, 'get_deal', { id })
export const saveLead = (session: Session, lead: object = {}, args: Record<string, unknown> = {}) =>
  ask<Lead>(session, 'save_lead', {
    id: leadId,
    version: null,
    lead: { full_name: 'Otto Reis', email: 'otto@exemplo.test', ...lead },
    ...args,
  })
export const getLead = (session: Session, id = leadId) => ask<Lead>(session, 'get_lead', { id })
export const stages = async (session: Session) => (await settings(session)).pipelines[0]!.stages

/** Adds a field of the clinic; answers its id. */
export async function addField(session: Session, field: object): Promise<string> {
  const id = randomUUID()
  await ask(session, 'save_custom_field', { id, field }, leader)
  return id
}

/** The history of sales, the latest first. */
export const history = (session: Session) =>
  session.asPostgres(
    (sql) => sql<
      { entity: string; kind: string; before: object | null; after: Record<string, unknown> | null }[]
    >`
      select entity, kind, before, after from public.sales_events where tenant_id = ${aurora.id} order by at desc, id desc`,
  )

type Call = (sql: TransactionSql) => Promise<unknown>

/** Tests that a function of Clínica Aurora is closed to strangers and to therapists. */
export function itIsForSellers(
  db: TestDatabase,
  call: Call,
  scene: (session: Session) => Promise<unknown> = () => Promise.resolve(),
): void {
  itIsForMembers(db, call, scene)
  it('refuses a therapist with forbidden', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => session.asUser('terapeuta@aurora.test', call), 'PT403', 'forbidden')
    }))
}

/** Tests that a function of Clínica Aurora is for owner, admin and supervisor. */
export function itIsForLeaders(db: TestDatabase, call: Call): void {
  itIsForSellers(db, call)
  it('refuses the reception with forbidden', () =>
    db.rolledBack((session) =>
      expectRefusal(() => session.asUser('recepcao@aurora.test', call), 'PT403', 'forbidden'),
    ))
}

/** What two calls at once answered: values, and the codes of those that were refused. */
export async function race<T>(calls: Promise<T>[]): Promise<{ done: T[]; refused: string[] }> {
  const outcomes = await Promise.allSettled(calls)
  expect(outcomes.length).toBe(calls.length)
  return {
    done: outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    refused: outcomes.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : [])),
  }
}
