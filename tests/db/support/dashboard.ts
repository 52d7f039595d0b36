import { expect } from 'vitest'
import { ask } from './agenda.ts'
import { aurora, type Email } from './cast.ts'
import type { Session } from './database.ts'
import { day } from './money.ts'

/** Some days, added up. */
export interface Numbers {
  held: number
  missed: number
  excused: number
  no_show_rate: number | null
  cancelled_late: number
  cancelled_early: number
  booked_minutes: number
  offered_minutes: number
  occupation: number | null
  new_patients: number
  drop_outs: number
  charged_cents?: number
  received_cents?: number
  first_answers: number
  first_answer_minutes: number | null
}

/** What `get_clinic_dashboard` answers. */
export interface Dashboard {
  from: string
  to: string
  grain: string
  before: { from: string; to: string }
  year: { from: string; to: string }
  totals: { now: Numbers; before: Numbers; year: Numbers }
  therapists: { therapist_id: string | null; name: string | null; now: Numbers }[]
  series: (Numbers & { day: string })[]
  people: { user_id: string }[]
  waiting: number
  open_cents?: number
  overdue_cents?: number
  sees_money: boolean
  is_own: boolean
}

/** The numbers of some days of Aurora; a month around today unless told otherwise. */
export const dashboard = (
  session: Session,
  args: Record<string, unknown> = {},
  as: Email = 'dona@aurora.test',
): Promise<Dashboard> =>
  ask<Dashboard>(session, 'get_clinic_dashboard', { from: day(-60), to: day(30), ...args }, as)

/** Counts what is marked, as the clock does every ten minutes. */
export const refresh = (session: Session): Promise<unknown> =>
  session.asPostgres((sql) => sql`select app.refresh_clinic_days(${aurora.id})`)

/** Every summary equals a recount; and so it does after what is marked was counted. */
export async function expectRecount(session: Session): Promise<void> {
  const faults = () => session.asPostgres((sql) => sql`select * from app.dashboard_faults()`)
  expect([...(await faults())]).toEqual([])
  const shown = await dashboard(session)
  await refresh(session)
  expect([...(await faults())]).toEqual([])
  expect(await dashboard(session)).toEqual(shown)
}
