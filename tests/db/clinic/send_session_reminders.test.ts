import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ask, patients, sessionId } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { savePatient } from '../support/patients.ts'
import { mariana } from '../support/events.ts'
import {
  bookBefore,
  logs,
  openReminders,
  play,
  readScenarios,
  saveReminders,
  sendReminder,
  tick,
  windowOf,
} from '../support/reminders.ts'

const db = await createDatabase()
// Tuesday 8/1/2030 at 15:00 in São Paulo, a day and two hours before
const dayBefore = '2030-01-07T18:00:00Z'
const twoHours = '2030-01-08T16:00:00Z'

/** Cases that are kept outside of the repository; `ZELO_CASES` names their folder. */
const cases = join(process.env.ZELO_CASES ?? '', 'reminders', 'scenarios.json')
describe.skipIf(!existsSync(cases))('the handed cases', () => {
  for (const scenario of existsSync(cases) ? readScenarios(cases) : []) {
    it(`${scenario.id} ${scenario.note}`, () =>
      db.rolledBack(async (session) => {
        const played = await play(session, scenario)
        const { reminders, sessions, credits_left } = scenario.expect
        const name = (r: { session: string; window: string; session_start: string }) =>
          `${r.session} ${r.window} ${r.session_start}`
        expect(played.reminders.map(name).sort()).toEqual(reminders.map(name).sort())
        for (const expected of reminders) {
          const { at } = played.reminders.find((reminder) => name(reminder) === name(expected))!
          expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(expected.earliest))
          expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(expected.latest))
        }
        expect(played.sessions).toEqual(sessions)
        expect(played.credits_left).toBe(credits_left)
      }))
  }
})

describe('send_session_reminders', () => {
  it('says who, when, with whom and where, in the time of the clinic', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      const [sent] = await tick(session, dayBefore)
      expect(sent?.message).toMatchObject({
        origin: 'automation',
        body: 'Lembrete da Clínica Aurora: Ana tem sessão terça, 8/1/2030, às 15h, com Helena Terapeuta.',
      })
      expect(await logs(session)).toMatchObject([
        { state: 'sent', reason: null, window_minutes: 1440, cost: 0 },
      ])
    }))

  it('tells the guardian of a child, and each person of a couple', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const child = '0d000000-0000-4000-8000-0000000000c1'
      await savePatient(session, {
        id: child,
        patient: { full_name: 'Téo Prado' },
        relations: [
          { kinship: 'mother', full_name: 'Ana Prado', phone: mariana, is_guardian: true, is_told: true },
        ],
      })
      await bookBefore(session, {
        session_type_id: '0c000000-0000-4000-8000-000000000002',
        patient_ids: [child, patients.bia],
      })
      const sent = await tick(session, dayBefore)
      expect(sent.map(({ message }) => message.body?.split(' tem')[0]).sort()).toEqual([
        'Lembrete da Clínica Aurora: Bia',
        'Lembrete da Clínica Aurora: Téo',
      ])
      expect(new Set(sent.map(({ message }) => message.thread_id)).size).toBe(2)
    }))

  it('sends nothing of the old time when the session moves after its job was made', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const { version } = await bookBefore(session)
      await session.asService((sql) => sql`select app.send_session_reminders(${dayBefore})`)
      await ask(session, 'move_session', { id: sessionId, version, start_local: '2030-01-08T18:00' })
      const [log] = await logs(session)
      expect(await sendReminder(session, log!.id, dayBefore)).toEqual({ skipped: 'session_moved' })
      expect(await logs(session)).toMatchObject([{ state: 'skipped', reason: 'session_moved' }])
    }))

  it('takes a message back that waits for the provider when its session is cancelled', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const { version } = await bookBefore(session)
      const [sent] = await tick(session, dayBefore)
      const refusal = () =>
        session.asService(
          (sql) => sql<{ why: string | null }[]>`
            select app.late_refusal(m) as why from public.conversation_messages m where m.id = ${sent!.message.id}`,
        )
      expect(await refusal()).toEqual([{ why: null }])
      await ask(session, 'cancel_session', { id: sessionId, version })
      expect(await refusal()).toEqual([{ why: 'reminder_outdated' }])
    }))

  it('follows changed windows and words for everything still due, once', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await saveReminders(session, { windows: [windowOf(720, { text: 'Até {hora}!' })] })
      expect(await tick(session, dayBefore)).toEqual([])
      const [sent] = await tick(session, '2030-01-08T11:00:00Z')
      expect(sent?.message.body).toBe('Até 15h!')
      expect(await tick(session, twoHours)).toEqual([])
    }))

  it('does not make up for what was due before reminders were switched on', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session)
      await session.asPostgres(
        (sql) => sql`
          update public.conversation_session_reminders_settings set windows = (
            select jsonb_agg(w || '{"since": "2030-01-07T20:00:00Z"}') from jsonb_array_elements(windows) w) where true`,
      )
      expect(await tick(session, '2030-01-07T21:00:00Z')).toEqual([])
      expect(await tick(session, twoHours)).toHaveLength(1)
    }))

  it('logs why a reminder did not go', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await bookBefore(session, { patient_ids: [patients.caio] })
      expect(await tick(session, dayBefore)).toEqual([])
      expect(await logs(session)).toMatchObject([{ state: 'waiting', reason: 'no_conversation' }])
      await tick(session, twoHours)
      expect((await logs(session)).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
        'waiting no_conversation',
        'skipped no_conversation',
      ])
    }))

  it('sends one of each with eight workers at once', async () => {
    await openReminders(db)
    for (let n = 0; n < 12; n += 1)
      await bookBefore(db, {
        id: `0e000000-0000-4000-8000-0000000001${String(n).padStart(2, '0')}`,
        start_local: `2030-01-${String(8 + n).padStart(2, '0')}T15:00`,
        patient_ids: [n % 2 ? patients.ana : patients.bia],
      })
    await saveReminders(db, { windows: [windowOf(10080)] })
    const now = '2030-01-08T14:00:00Z'
    await Promise.all(
      Array.from({ length: 8 }, () => db.asService((sql) => sql`select app.send_session_reminders(${now})`)),
    )
    const ids = (await logs(db)).map(({ id }) => id)
    await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        Promise.all((n % 2 ? ids : [...ids].reverse()).map((id) => sendReminder(db, id, now))),
      ),
    )
    const [row] = await db.asPostgres(
      (sql) => sql`
        select count(*)::int as messages, (select count(*)::int from public.conversation_session_reminders_logs where state = 'sent') as sent,
          (select count(*)::int from app.jobs where kind = 'session_reminder') as jobs
        from public.conversation_messages where origin = 'automation'`,
    )
    expect(row).toEqual({ messages: ids.length, sent: ids.length, jobs: ids.length })
    expect(ids.length).toBeGreaterThan(5)
  })
})
