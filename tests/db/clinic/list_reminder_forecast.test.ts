import { describe, expect, it } from 'vitest'
import { ask, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { mariana } from '../support/events.ts'
import {
  bookBefore,
  changedAt,
  officialTemplate,
  openReminders,
  saveReminders,
  windowOf,
  type Outlook,
} from '../support/reminders.ts'

const db = await createDatabase()
const forecast = (session: Session, args: object = { from: '2030-01-08', to: '2030-01-08' }) =>
  ask<Outlook[]>(session, 'list_reminder_forecast', args as Record<string, unknown>)
const said = async (session: Session) =>
  (await forecast(session)).map(({ outlook, reason }) => (reason ? `${outlook}: ${reason}` : outlook))

describe('list_reminder_forecast', () => {
  it('says when each will go', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { at: '2026-01-01T12:00:00Z' })
      expect(await forecast(session)).toMatchObject([
        {
          patient_name: 'Ana Prado',
          window_minutes: 1440,
          outlook: 'will_go',
          reason: null,
          goes_at: '2030-01-07T18:00:00+00:00',
        },
        { window_minutes: 120, outlook: 'will_go', goes_at: '2030-01-08T16:00:00+00:00' },
      ])
      expect(await forecast(session, { from: null, to: null, session_id: sessionId })).toHaveLength(2)
    }))

  it.each([
    [
      'opted_out',
      (session: Session) =>
        ask(session, 'set_conversation_opt_out', {
          thread_key: `whatsapp:${mariana}`,
          opted_out: true,
          purpose: 'reminders',
        }),
    ],
    [
      'conversation_blocked',
      (session: Session) =>
        ask(session, 'block_conversation', { thread_key: `whatsapp:${mariana}`, blocked: true }),
    ],
    [
      'channel_disconnected',
      (session: Session) =>
        session.asPostgres(
          (sql) => sql`update public.notification_channels set connection_state = 'close' where true`,
        ),
    ],
    [
      'no_active_channel',
      (session: Session) =>
        session.asPostgres(
          (sql) => sql`update public.notification_channels set is_active = false where true`,
        ),
    ],
    ['outside_24h_window', (session: Session) => officialTemplate(session)],
    ['reminders_off', (session: Session) => saveReminders(session, { is_on: false })],
    [
      'confirmed',
      async (session: Session) => {
        await saveReminders(session, { skip_when_confirmed: true })
        await ask(session, 'set_session_status', { id: sessionId, status: 'confirmed' })
      },
    ],
    ['booked_after_due', (session: Session) => changedAt(session, sessionId, '2030-01-08T17:30:00Z')],
  ])('%s', (reason, spoil) =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { at: '2026-01-01T12:00:00Z' })
      await spoil(session)
      expect(await said(session)).toEqual([`will_not_go: ${reason}`, `will_not_go: ${reason}`])
    }),
  )

  it('waits for the end of the quiet hours, while that is of use', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { at: '2026-01-01T12:00:00Z' })
      await saveReminders(session, { quiet_from: '00:00', quiet_to: '23:00' })
      expect(await forecast(session)).toMatchObject([
        { outlook: 'will_go', goes_at: '2030-01-08T02:00:00+00:00' },
        { outlook: 'will_not_go', reason: 'quiet_hours' },
      ])
    }))

  it('knows who cannot be reached, and that credits are missing', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { patient_ids: [patients.caio] })
      expect(await said(session)).toEqual(['will_not_go: no_conversation', 'will_not_go: no_conversation'])
      await ask(session, 'set_session_status', { id: sessionId, status: 'cancelled' })
      expect(await said(session)).toEqual([])
      await bookBefore(session, { id: '0e000000-0000-4000-8000-000000000002', at: '2026-01-01T12:00:00Z' })
      const template = await officialTemplate(session)
      await saveReminders(session, { windows: [windowOf(1440, { template })] })
      await session.asPostgres(
        (sql) => sql`update public.whatsapp_credits_balance set balance = 0 where true`,
      )
      expect(await said(session)).toEqual(['will_not_go: insufficient_credits'])
    }))

  it('refuses more than a month', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(
        () => forecast(session, { from: '2030-01-01', to: '2030-03-01' }),
        'PT400',
        'invalid_date',
      )
    }))
})

itIsForMembers(
  db,
  (sql) => sql`select public.list_reminder_forecast(${aurora.id}, '2030-01-08', '2030-01-08')`,
)
