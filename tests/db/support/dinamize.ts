import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }
export const account = '0d000000-0000-4000-8000-0000000000d1'

/** What connect-dinamize does at last. */
export const connectDinamize = (
  session: Pick<Session, 'asUser'>,
  settings: Record<string, string | boolean | null> = {},
  { as = 'admin@aurora.test' as Email, tenant = aurora.id as string } = {},
) =>
  session.asUser(
    as,
    (sql) =>
      sql`select app.connect_dinamize(${tenant}, ${account}, ${sql.json({
        client_code: '000123',
        user_hint: 'marketing@aurora.test',
        list_code: '2',
        list_name: 'Leads da clínica',
        phone_field: 'cmp4',
        company_field: 'cmp5',
        is_pushing: true,
        is_pulling: true,
        brings_all: true,
        ...settings,
      })}, ${sql.json(sealed)}) as state`,
  )

export interface LeadSync {
  status: string
  contact_code: string | null
  agreed: Record<string, string>
  error: string | null
}
/** How a lead is at Dinamize. */
export async function syncOf(session: Session, leadId: string): Promise<LeadSync | undefined> {
  const [row] = await session.asPostgres(
    (sql) => sql<LeadSync[]>`
      select status, contact_code, agreed, error from public.crm_lead_sync where tenant_id = ${aurora.id} and lead_id = ${leadId}`,
  )
  return row
}

/** A contact as the job reads it. */
export const contact = (fields: Record<string, string | boolean | null> = {}) => ({
  code: '900001',
  email: 'otto@exemplo.test',
  name: 'Otto Reis',
  phone: null,
  company: null,
  insert_date: '2026-07-01 10:00:00',
  opted_out: false,
  ...fields,
})

/** Reads one page that is the whole list. */
export const pull = (session: Session, ...contacts: ReturnType<typeof contact>[]) =>
  session.asService(async (sql) => {
    await sql`update app.dinamize_accounts set cursor = null, next_call_at = '2000-01-01', pulled_until = null where tenant_id = ${aurora.id}`
    await sql`select app.begin_lead_pull(${aurora.id})`
    const [row] =
      await sql`select app.apply_lead_page(${aurora.id}, null, 1, ${sql.json(contacts)}, false) as more`
    return row?.more as boolean
  })

/** Leads that wait to be written there. */
export const waiting = (session: Session) =>
  session.asPostgres(
    (sql) => sql`
      select payload ->> 'lead_id' as lead from app.jobs where tenant_id = ${aurora.id} and kind = 'push_lead' and finished_at is null order by id`,
  )
