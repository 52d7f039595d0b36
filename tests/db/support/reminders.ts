import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { ask, book, openAgenda, patients, type AgendaSession } from './agenda.ts'
import { aurora } from './cast.ts'
import { addCredits, balanceOf, leaveCredits } from './credits.ts'
import type { Session } from './database.ts'
import { joao, mariana, receive } from './events.ts'
import { activateTwilio, claimJobs, completeSend, makeDue, type Created } from './outbox.ts'
import { getPatient, savePatient } from './patients.ts'

export interface ReminderWindow {
  minutes: number
  text: string
  template: { id: string; variables: Record<string, string> } | null
}

export interface ReminderSettings {
  is_on: boolean
  quiet_from: string
  quiet_to: string
  skip_when_confirmed: boolean
  holdout_percent: number
  windows: ReminderWindow[]
}

export interface ReminderLog {
  id: string
  session_id: string
  patient_id: string
  window_minutes: number
  starts_at: string
  state: string
  reason: string | null
  sent_at: string | null
  message_status: string | null
  cost: number | null
  answer: string | null
}

export interface Outlook {
  session_id: string
  patient_id: string
  patient_name: string
  window_minutes: number
  goes_at: string
  outlook: string
  reason: string | null
}

const phones = { ana: mariana, bia: joao } as const
const text = 'Lembrete da {clinica}: {nome} tem sessão {data}, às {hora}, com {terapeuta}.'

/** Aurora with its agenda and two people who can be told, who are reminded a day and two hours before. */
export async function openReminders(
  session: Session,
  settings: Partial<ReminderSettings> = {},
): Promise<ReminderSettings> {
  await openAgenda(session)
  for (const [key, phone] of Object.entries(phones)) {
    const id = patients[key as keyof typeof phones]
    await receive(session, { provider_message_id: `R-${key}`, address: { phone } })
    const { patient } = await getPatient(session, id)
    await savePatient(session, {
      id,
      version: patient.version,
      patient: { full_name: patient.full_name },
      phones: [{ phone }],
    })
  }
  return saveReminders(session, { is_on: true, windows: [windowOf(1440), windowOf(120)], ...settings })
}

export const windowOf = (minutes: number, more: Partial<ReminderWindow> = {}): ReminderWindow => ({
  minutes,
  text,
  template: null,
  ...more,
})

/** Saves settings as if they had been there for years. */
export async function saveReminders(
  session: Session,
  settings: Partial<ReminderSettings>,
): Promise<ReminderSettings> {
  const saved = await ask<ReminderSettings>(
    session,
    'save_session_reminder_settings',
    { settings },
    'admin@aurora.test',
  )
  await session.asPostgres(
    (sql) => sql`
      update public.conversation_session_reminders_settings set windows = (
        select jsonb_agg(w || '{"since": "2020-01-01T00:00:00Z"}') from jsonb_array_elements(windows) w) where true`,
  )
  return saved
}

/** The session's last change happened at this moment. */
export const changedAt = (session: Session, id: string, at: string) =>
  session.asPostgres(
    (sql) => sql`
      update app.session_events set created_at = ${at}
      where id = (select max(id) from app.session_events where session_id = ${id})`,
  )

/** Books a session long before. */
export async function bookBefore(
  session: Session,
  options: Parameters<typeof book>[1] & { at?: string } = {},
): Promise<AgendaSession> {
  const { at = '2029-12-01T12:00:00Z', ...rest } = options
  const booked = await book(session, { start_local: '2030-01-08T15:00', ...rest })
  await changedAt(session, booked.id, at)
  return booked
}

/** One minute of the clock: what fell due is planned, and a worker sends each reminder that got a job. */
export async function tick(session: Session, now: string): Promise<Created[]> {
  await session.asService((sql) => sql`select app.send_session_reminders(${now})`)
  const jobs = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      update app.jobs set finished_at = now() where kind = 'session_reminder' and finished_at is null
      returning payload ->> 'id' as id`,
  )
  const sent: Created[] = []
  for (const { id } of jobs) sent.push(await sendReminder(session, id, now))
  return sent
}

export async function sendReminder(session: Session, id: string, now: string): Promise<Created> {
  const [row] = await session.asService(
    (sql) => sql<{ sent: Created }[]>`select app.send_session_reminder(${aurora.id}, ${id}, ${now}) as sent`,
  )
  return row!.sent
}

/** What a patient writes, and what the worker makes of it. */
export async function write(
  session: Session,
  body: string,
  now: string,
  { phone = mariana as string, kind = 'text', content = {} } = {},
): Promise<boolean> {
  const id = randomUUID()
  await receive(session, {
    provider_message_id: id,
    address: { phone },
    body,
    kind,
    content,
    occurred_at: new Date().toISOString(),
  })
  const [row] = await session.asService(
    (sql) => sql<{ taken: boolean }[]>`
      select app.answer_reminder(m, ${now}) as taken from public.conversation_messages m
      where m.tenant_id = ${aurora.id} and m.provider_message_id = ${id} and m.opt_effect is null`,
  )
  await applyAnswers(session, now)
  return row?.taken ?? false
}

export const applyAnswers = (session: Session, now: string) =>
  session.asService(
    (sql) => sql`
      with taken as (
        update app.jobs set finished_at = now() where kind = 'reminder_answer' and finished_at is null returning *)
      select app.apply_reminder_answer(j.tenant_id, (j.payload ->> 'id')::uuid, (j.payload ->> 'message_id')::uuid,
        j.payload ->> 'wish', gen_random_uuid(), ${now}) from taken j`,
  )

export const logs = (session: Session) => ask<ReminderLog[]>(session, 'list_session_reminder_logs')
export const statusOf = async (session: Session, id: string) =>
  (await ask<AgendaSession>(session, 'get_session', { id })).status

/** One of the handed cases. */
export interface Scenario {
  id: string
  note: string
  tz: string
  provider: 'evolution' | 'twilio'
  credits: number | null
  settings: {
    windows: { name: string; minutes: number }[]
    quiet_hours: { from: string; to: string }
    skip_when_confirmed: boolean
  }
  events: {
    at: string
    type: string
    session?: string
    patient?: string
    start?: string
    status?: string
    text?: string
    amount?: number
  }[]
  expect: {
    reminders: { session: string; window: string; session_start: string; earliest: string; latest: string }[]
    sessions: Record<string, string>
    credits_left: number | null
  }
}

export const readScenarios = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Scenario[]

const minute = 60_000
/** The same day of the same weekday eleven years on: nothing of a case is over while it is played. */
const shift = (iso: string) => iso.replace(/^\d{4}/, (year) => String(Number(year) + 11))
const back = (iso: string) => iso.replace(/^\d{4}/, (year) => String(Number(year) - 11))

/** Plays a case with a moving clock: each moment at which something may change, the minutes after it, and every sixth hour. */
export async function play(session: Session, scenario: Scenario) {
  const { tz, provider, credits, settings } = scenario
  const people = { P1: 'ana', P2: 'bia' } as const
  const whose = (patient?: string) => people[patient as keyof typeof people]
  await openReminders(session)
  await session.asPostgres((sql) => sql`update public.tenants set time_zone = ${tz} where id = ${aurora.id}`)
  const template = provider === 'twilio' ? await officialTemplate(session) : null
  await saveReminders(session, {
    quiet_from: settings.quiet_hours.from,
    quiet_to: settings.quiet_hours.to,
    skip_when_confirmed: settings.skip_when_confirmed,
    windows: settings.windows.map(({ minutes }) => windowOf(minutes, { template })),
  })
  if (credits !== null) await leaveCredits(session, credits, aurora.id)
  const events = scenario.events.map((event) => ({
    ...event,
    at: shift(event.at),
    start: event.start && shift(event.start),
  }))
  const sessions = new Map<string, string>()
  const sent: { session: string; window: string; session_start: string; at: string }[] = []
  let [isUp, isReachable] = [true, true]

  for (const now of moments(events, settings.windows)) {
    for (const event of events.filter(({ at }) => Date.parse(at) === Date.parse(now))) await happen(event)
    if (isUp) await run(now)
  }
  return {
    reminders: sent,
    sessions: Object.fromEntries(
      await Promise.all(
        [...sessions].map(async ([name, id]) => [name, await statusOf(session, id)] as const),
      ),
    ),
    credits_left: credits === null ? null : (await balanceOf(session)).balance,
  }

  async function run(now: string): Promise<void> {
    const created = await tick(session, now)
    const leases = created.flatMap(({ lease }) => (lease ? [lease] : []))
    await session.asPostgres((sql) => sql`delete from app.jobs where kind <> 'send_message'`)
    await makeDue(session)
    const due = leases.length > 0 ? [] : await claimJobs(session)
    for (const lease of [...leases, ...due.flatMap(({ send }) => (send ? [send] : []))]) {
      await completeSend(session, lease, isReachable ? 'sent' : 'temporary', {
        id: isReachable ? randomUUID() : undefined,
        code: isReachable ? undefined : 'provider_unavailable',
      })
      if (!isReachable) continue
      const [row] = await session.asPostgres(
        (sql) => sql<{ session_id: string; window_minutes: number; starts_at: Date }[]>`
          select session_id, window_minutes, starts_at from public.conversation_session_reminders_logs
          where message_id = ${lease.message_id}`,
      )
      if (!row) continue
      sent.push({
        session: [...sessions].find(([, id]) => id === row.session_id)![0],
        window: settings.windows.find(({ minutes }) => minutes === row.window_minutes)!.name,
        session_start: back(iso(row.starts_at.getTime())),
        at: back(iso(Date.parse(now))),
      })
    }
  }

  async function happen({ type, at, ...event }: (typeof events)[number]): Promise<void> {
    const id = sessions.get(event.session ?? '') ?? randomUUID()
    const key = `whatsapp:${phones[whose(event.patient)] ?? mariana}`
    switch (type) {
      case 'session_created': {
        sessions.set(event.session!, id)
        const patient_ids = [patients[whose(event.patient)]]
        await book(session, { id, start_local: local(event.start!, tz), patient_ids })
        return void (await changedAt(session, id, at))
      }
      case 'session_moved': {
        const { version } = await ask<AgendaSession>(session, 'get_session', { id })
        await ask(session, 'move_session', { id, version, start_local: local(event.start!, tz) })
        return void (await changedAt(session, id, at))
      }
      case 'session_cancelled':
      case 'session_confirmed':
      case 'session_status':
        await ask(session, 'set_session_status', { id, status: event.status ?? type.replace('session_', '') })
        return void (await changedAt(session, id, at))
      case 'system_down':
      case 'system_up':
        return void (isUp = type === 'system_up')
      case 'provider_down':
      case 'provider_up':
        return void (isReachable = type === 'provider_up')
      case 'opt_out':
      case 'opt_in':
        return void (await ask(session, 'set_conversation_opt_out', {
          thread_key: key,
          opted_out: type === 'opt_out',
        }))
      case 'credits_added':
        return void (await addCredits(session, event.amount!, `added:${randomUUID()}`))
      case 'message':
        return void (await write(session, event.text!, at, { phone: phones[whose(event.patient)] }))
      default:
        throw new Error(`Unknown event ${type}.`)
    }
  }
}

const iso = (time: number) => new Date(time).toISOString().replace('.000Z', 'Z')

function moments(events: { at: string; start?: string }[], windows: { minutes: number }[]): string[] {
  const times = new Set<number>()
  const around = (time: number) => [0, 1, 2, 3].forEach((n) => times.add(time + n * minute))
  const starts = events.flatMap(({ start }) => (start ? [Date.parse(start)] : []))
  const first = Math.min(...events.map(({ at }) => Date.parse(at)))
  const last = Math.max(...starts, ...events.map(({ at }) => Date.parse(at))) + 60 * minute
  for (const { at } of events) around(Date.parse(at))
  for (const start of starts)
    for (const minutes of [...windows.map((window) => window.minutes), 30, 0])
      around(start - minutes * minute)
  // where quiet hours end, in every zone with whole or half hours, on the two days that count
  for (const start of starts)
    for (let half = 0; half < 60; half += 1) times.add(start - half * 30 * minute - (start % (30 * minute)))
  for (let time = first; time <= last; time += 6 * 60 * minute) times.add(time)
  return [...times]
    .filter((time) => time >= first && time <= last)
    .sort((a, b) => a - b)
    .map(iso)
}

/** A moment as the clock of a zone shows it. */
function local(at: string, tz: string): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: tz }).slice(0, 16).replace(' ', 'T')
}

/** Aurora is on its official number, which has an approved template. */
export async function officialTemplate(session: Session): Promise<ReminderWindow['template']> {
  await activateTwilio(session)
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      insert into public.message_templates (tenant_id, channel_id, external_id, name, language, category, body, variables, status)
      values (${aurora.id}, ${aurora.twilio}, 'HX0123456789abcdef0123456789abcdef', 'lembrete', 'pt_BR', 'UTILITY',
        'Sessão {{1}} às {{2}}.', '[{"key": "1", "example": "terça"}, {"key": "2", "example": "15h"}]', 'approved')
      returning id`,
  )
  return { id: row!.id, variables: { '1': '{data}', '2': '{hora}' } }
}
