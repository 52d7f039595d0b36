import { randomUUID } from 'node:crypto'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import { leaveCredits } from './credits.ts'
import type { Session } from './database.ts'
import { activateTwilio, completeSend, type Created } from './outbox.ts'
import { listed, replaceTemplates } from './templates.ts'

export interface Counts {
  total: number
  queued: number
  sending: number
  sent: number
  delivered: number
  read: number
  replied: number
  failed: number
  skipped: number
}
export interface Campaign {
  id: string
  name: string
  state: string
  version: number
  starts_at: string | null
  started_at: string | null
  started_by_name: string | null
  pause_reason: string | null
  waits_for: string | null
  waits_until: string | null
  retried_at: string | null
  closed_at: string | null
  counts: Counts
  problems: { field: string; code: string }[]
  reasons: { state: string; reason: string; count: number }[]
  credits: { held: number; used: number }
  result: { a: { sent: number }; b: { sent: number }; verdict: string } | null
}
export interface Recipient {
  id: string
  position: number
  name: string
  phone: string | null
  variant: string
  state: string
  reason: string | null
  replied_at: string | null
}
export interface Step {
  state: string
  sends: Created[]
}

/** A Tuesday of 2030, eleven in the morning in São Paulo. */
export const tuesday = '2030-01-08T14:00:00Z'
export const later = (seconds: number, from = tuesday) =>
  new Date(Date.parse(from) + seconds * 1000).toISOString()
export const owner: Email = 'dona@aurora.test'

export const personId = (n: number) => `ca000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const phoneOf = (n: number) => `+55119${String(70000000 + n)}`

/** People from n to m with a number each, who allowed campaigns. */
export async function addPeople(session: Session, count: number, from = 1): Promise<void> {
  await session.asPostgres(async (sql) => {
    await sql`
      insert into public.patients (tenant_id, id, full_name)
      select ${aurora.id}, ('ca000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Pessoa ' || translate(n::text, '0123456789', 'abcdefghij') || ' Silva'
      from generate_series(${from}::int, ${from + count - 1}::int) n`
    await sql`
      insert into public.contact_phones (tenant_id, entity_type, entity_id, phone, is_primary)
      select ${aurora.id}, 'patient', ('ca000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '+55119' || (70000000 + n), true
      from generate_series(${from}::int, ${from + count - 1}::int) n`
    await sql`
      insert into public.marketing_permissions (tenant_id, patient_id, source, proof, given_on)
      select ${aurora.id}, ('ca000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'paper', 'Termo assinado', '2026-01-02'
      from generate_series(${from}::int, ${from + count - 1}::int) n`
  })
}

/** Aurora on its official number, with one approved template of marketing; its id. */
export async function openOfficial(session: Session, credits = 100): Promise<string> {
  await activateTwilio(session)
  await replaceTemplates(
    session,
    [
      listed(7, {
        name: 'novidades',
        category: 'marketing',
        body: 'Olá, {{1}}! {{2}}',
        variables: [
          { key: '1', example: 'Ana' },
          { key: '2', example: 'Temos novos horários.' },
        ],
      }),
    ],
    { tenant: aurora.id, channel: aurora.twilio },
  )
  await leaveCredits(session, credits, aurora.id)
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from public.message_templates where tenant_id = ${aurora.id} and name = 'novidades'`,
  )
  return row!.id
}

/** Aurora on its unofficial number, switched on for campaigns. */
export const openUnofficial = (session: Session) =>
  ask(session, 'save_campaign_settings', { roles: [], is_unofficial: true }, owner)

export const text = (
  body = 'Oi, {{nome}}! Novidades da {{clinica}}. Responda SAIR para não receber mais.',
) => ({
  body,
  template: null,
})
export const template = (id: string, words = 'Temos novos horários.') => ({
  body: null,
  template: { id, variables: { '1': '{{nome}}', '2': words } },
})

export const definition = (more: Record<string, unknown> = {}) => ({
  purpose: 'marketing',
  audience: { kind: 'everyone', entity: 'patients' },
  variants: [text()],
  per_minute: 1000,
  ...more,
})

export const save = (session: Session, more: Record<string, unknown> = {}, args = {}, as: Email = owner) =>
  ask<Campaign>(
    session,
    'save_campaign',
    { id: null, name: 'Volta às aulas', definition: definition(more), ...args },
    as,
  )
export const start = (
  session: Session,
  { id, version }: { id: string; version: number },
  args = {},
  as: Email = owner,
) => ask<Campaign>(session, 'start_campaign', { id, version, ...args }, as)
export const change = (session: Session, id: string, act: string, as: Email = owner) =>
  ask<Campaign>(session, 'change_campaign', { id, act }, as)
export const look = (session: Session, id: string, as: Email = owner) =>
  ask<Campaign>(session, 'get_campaign', { id }, as)
export const recipients = (session: Session, id: string, args = {}) =>
  ask<Recipient[]>(session, 'list_campaign_recipients', { id, limit: 1000, ...args }, owner)

/** A campaign that has just been started. */
export const started = async (session: Session, more: Record<string, unknown> = {}): Promise<Campaign> =>
  start(session, await save(session, more))

/** Leases the job of campaigns that is due, and asks once what is to be done; null when none is. */
export async function step(session: Session, now = tuesday, limit = 20): Promise<Step | null> {
  const token = randomUUID()
  return session.asService(async (sql) => {
    const [job] = await sql<{ id: string }[]>`
      update app.jobs j set lease_token = ${token}, leased_until = now() + interval '1 minute', attempts = attempts + 1
      where (j.tenant_id, j.id) in (
        select tenant_id, id from app.jobs
        where kind = 'run_campaign' and tenant_id = ${aurora.id} and finished_at is null and dead_at is null and run_at <= ${now}
        order by run_at limit 1 for update skip locked)
      returning j.id::text as id`
    if (!job) return null
    const [row] = await sql<{ step: Step }[]>`
      select app.advance_campaign(${aurora.id}, ${job.id}, ${token}, ${limit}, ${now}) as step`
    return row!.step
  })
}

/** What the provider says to each message that was written; `sent` unless told otherwise. */
export type Answer = (created: Created) => Promise<unknown>
export const sends =
  (session: Session): Answer =>
  (created) =>
    completeSend(session, created.lease!, 'sent', { id: `SM-${created.message.id}` })

/** Lets the worker go on until it rests or is done; the messages that left. */
export async function run(
  session: Session,
  now = tuesday,
  answer = sends(session),
  limit = 20,
): Promise<Created[]> {
  const left: Created[] = []
  for (;;) {
    const done = await step(session, now, limit)
    for (const created of done?.sends ?? []) {
      if (!created.lease) continue
      await answer(created)
      left.push(created)
    }
    if (done?.state !== 'more') return left
  }
}

/** What a person writes to the official number, or to the other one. */
export const states = async (session: Session, id: string) =>
  (await recipients(session, id)).map(({ name, state, reason }) =>
    [name, state, reason].filter(Boolean).join(' '),
  )
