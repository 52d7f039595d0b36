import { expect } from 'vitest'
import { ask } from './agenda.ts'
import type { Email } from './cast.ts'
import type { Session } from './database.ts'
import { aurora } from './cast.ts'

/** Some durations, in minutes. */
export interface Durations {
  count: number
  mean: number | null
  median: number | null
  p90: number | null
  within_rate?: number | null
}

export interface ServiceNumbers {
  received: number
  sent: number
  automatic: number
  answers: Durations
  closings: Durations
}

export interface Visits {
  attended: number
  missed: number
  cancelled: number
  no_show_rate: number | null
}

/** What `get_service_report` answers. */
export interface ServiceReport {
  from: string
  to: string
  is_own: boolean
  target_minutes: number
  totals: { now: ServiceNumbers; before: ServiceNumbers }
  series: (ServiceNumbers & { day: string })[]
  people: (Omit<ServiceNumbers, 'received' | 'automatic'> & {
    person_id: string | null
    name: string | null
  })[]
  channels: { provider: string; received: number; sent: number }[]
  hours: { weekday: number; hour: number; received: number; sent: number }[]
  members: { user_id: string; name: string }[]
  backlog: { open: number; waiting: number; waiting_since: string | null }
  backlog_days: { day: string; open: number; waiting: number }[]
  visits: { now: Record<string, Visits>; before: Record<string, Visits> }
}

/** The report of Aurora of some days. */
export const report = (
  session: Session,
  args: Record<string, unknown> = {},
  as: Email = 'dona@aurora.test',
): Promise<ServiceReport> =>
  ask<ServiceReport>(session, 'get_service_report', { from: '2026-11-16', to: '2026-11-22', ...args }, as)

/** Every summary equals a recount; and so it does once what changed was moved into the summaries. */
export async function expectReportRecount(session: Session): Promise<void> {
  const faults = () => session.asPostgres((sql) => sql`select * from app.report_faults()`)
  expect([...(await faults())]).toEqual([])
  const shown = await report(session)
  await session.asPostgres((sql) => sql`select app.fold_report_changes(${aurora.id})`)
  expect([...(await faults())]).toEqual([])
  expect(await report(session)).toEqual(shown)
}

/** A first answer of Aurora, as the trigger of conversations notes it: so many minutes of the clock and of open hours. */
export const answered = (
  session: Session,
  at: string,
  minutes: { clock: number; open: number },
  by: string | null,
): Promise<unknown> =>
  session.asPostgres(
    (sql) => sql`
      insert into app.first_answers (tenant_id, thread_id, asked_at, answered_at, answered_by, business_minutes)
      values (${aurora.id}, gen_random_uuid(), ${at}, ${at}::timestamptz + make_interval(mins => ${minutes.clock}), ${by}, ${minutes.open})`,
  )
