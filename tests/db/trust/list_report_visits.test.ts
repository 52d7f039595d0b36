import { describe, expect, it } from 'vitest'
import { ask, book, helena, list, openAgenda, patients, sueli } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { day } from '../support/money.ts'
import { report } from '../support/reports.ts'

const db = await createDatabase()

const rows = (on: Session, args: Record<string, unknown> = {}, as: Email = 'dona@aurora.test') =>
  list<{ patient_name: string; reminder: string; starts_at: Date; patient_id: string }>(
    on,
    'list_report_visits',
    { from: day(-30), to: day(0), ...args },
    as,
  )

/** Ana missed one although she was reminded, Bia came without a reminder, Ana said yes and came. */
async function scene(on: Session): Promise<void> {
  await openAgenda(on)
  for (const [days, status, patient, therapist, reminder] of [
    [-3, 'missed', patients.ana, helena, 'silent'],
    [-4, 'attended', patients.bia, sueli, null],
    [-5, 'attended', patients.ana, helena, 'confirmed'],
  ] as const) {
    const id = crypto.randomUUID()
    await book(on, { id, start_local: `${day(days)}T15:00`, therapist_id: therapist, patient_ids: [patient] })
    await ask(on, 'set_session_status', { id, status })
    if (reminder)
      await on.asPostgres(
        (sql) => sql`
          insert into public.conversation_session_reminders_logs
            (tenant_id, session_id, patient_id, window_minutes, starts_at, due_at, useless_at, retry_at, state, message_id, sent_at, answer)
          select s.tenant_id, s.id, ${patient}, 1440, s.starts_at, s.starts_at, s.starts_at, s.starts_at, 'sent', gen_random_uuid(), s.starts_at,
            ${reminder === 'silent' ? null : reminder}
          from public.sessions s where s.tenant_id = ${aurora.id} and s.id = ${id}`,
      )
  }
}

describe('list_report_visits', () => {
  it('lists the visits behind a number, by outcome and by what became of the reminder', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      expect(await rows(on)).toMatchObject([{ patient_name: 'Ana Prado', reminder: 'silent' }])
      expect((await rows(on, { status: 'attended' })).map(({ reminder }) => reminder)).toEqual([
        'none',
        'confirmed',
      ])
      expect(await rows(on, { status: 'attended', reminder: 'confirmed' })).toHaveLength(1)
      const [first] = await rows(on, { status: 'attended', limit: 1 })
      expect(
        await rows(on, { status: 'attended', after_at: first!.starts_at, after_id: first!.patient_id }),
      ).toMatchObject([{ reminder: 'confirmed' }])
      const { visits } = await report(on, { from: day(-30), to: day(0) })
      expect(visits.now).toMatchObject({
        all: { attended: 2, missed: 1, no_show_rate: 0.3333 },
        silent: { attended: 0, missed: 1, no_show_rate: 1 },
        confirmed: { attended: 1, missed: 0, no_show_rate: 0 },
        none: { attended: 1, missed: 0 },
        cancelled: { attended: 0, no_show_rate: null },
      })
    }))

  it('shows a therapist the own ones alone', () =>
    db.rolledBack(async (on) => {
      await scene(on)
      expect(await rows(on, { status: 'attended' }, 'terapeuta@aurora.test')).toHaveLength(1)
      expect(await rows(on, { status: 'attended' }, 'recepcao@aurora.test')).toEqual([])
    }))

  it('refuses what it does not know', () =>
    db.rolledBack(async (on) => {
      await expectError(rows(on, { status: 'x' }), 'PT400', 'invalid_filter')
      await expectError(rows(on, { reminder: 'x' }), 'PT400', 'invalid_filter')
      await expectError(rows(on, { from: null }), 'PT400', 'invalid_date')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select * from public.list_report_visits(${aurora.id}, current_date - 5, current_date)`,
  )
})
