import { describe, expect, it } from 'vitest'
import { ask, patients, types, type AgendaSession } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  bookBefore,
  logs,
  openReminders,
  saveReminders,
  tick,
  windowOf,
  type Outlook,
} from '../support/reminders.ts'
import { saidAt } from '../support/session-calls.ts'

const db = await createDatabase()
const dayBefore = '2030-01-07T18:00:00Z'
const after = '2030-02-01T12:00:00Z'

interface Effect {
  since: string | null
  unsettled: number
  held_out: { people: number; missed: number; late: number }
  reminded: { people: number; missed: number; late: number }
  missed: { low: number; high: number; verdict: string }
}

async function effectAt(session: Session, now: string): Promise<Effect> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ effect: Effect }[]>`select app.reminder_effect(${aurora.id}, ${now}) as effect`,
  )
  return row!.effect
}

/** An id whose hash leaves its session without a reminder at 20 %, or not. */
async function idThat(session: Session, isOut: boolean): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from (select gen_random_uuid() as id from generate_series(1, 200)) i
      where (('x' || left(md5('reminder:' || id), 8))::bit(32)::bigint % 100 < 20) = ${isOut} limit 1`,
  )
  return row!.id
}

describe('sessions that are held out', () => {
  it('get no reminder in any window, are said to, and are not called', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      await saveReminders(session, { holdout_percent: 20 })
      const id = await idThat(session, true)
      await bookBefore(session, { id })
      const outlook = () =>
        ask<Outlook[]>(session, 'list_reminder_forecast', { from: null, to: null, session_id: id })
      expect((await outlook()).map(({ outlook, reason }) => `${outlook} ${reason}`)).toEqual([
        'will_not_go held_out',
        'will_not_go held_out',
      ])
      expect(await tick(session, dayBefore)).toEqual([])
      expect(await tick(session, '2030-01-08T16:00:00Z')).toEqual([])
      expect((await logs(session)).map(({ state, reason }) => `${state} ${reason}`)).toEqual([
        'skipped held_out',
        'skipped held_out',
      ])
      expect(await saidAt(session, '2030-01-08T16:30:00Z')).toEqual([])
    }))

  it('stay what they were when the share changes between two windows', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const [first, second] = [await idThat(session, true), await idThat(session, true)]
      await bookBefore(session, { id: first })
      await tick(session, dayBefore)
      await saveReminders(session, { holdout_percent: 20 })
      await bookBefore(session, { id: second, start_local: '2030-01-08T16:00', patient_ids: [patients.bia] })
      await tick(session, '2030-01-07T19:00:00Z')
      await saveReminders(session, { holdout_percent: 0 })
      const sent = await tick(session, '2030-01-08T17:00:00Z')
      expect(sent.map(({ message }) => message.body?.split(' tem')[0])).toEqual([
        'Lembrete da Clínica Aurora: Ana',
      ])
    }))

  it('are nobody where the share is nothing, and as many as it says', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      const count = async () => {
        const [row] = await session.asPostgres(
          (sql) => sql<{ n: number }[]>`
            select count(*) filter (where app.reminder_is_held_out(
              (select c from public.conversation_session_reminders_settings c), ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid,
              ${patients.ana}, now()))::int as n
            from generate_series(1, 2000) i`,
        )
        return row!.n
      }
      expect(await count()).toBe(0)
      await saveReminders(session, { holdout_percent: 10 })
      const tenth = await count()
      expect(tenth).toBeGreaterThan(140)
      expect(tenth).toBeLessThan(260)
    }))
})

describe('get_reminder_effect', () => {
  it('counts what became of both sides, as far as somebody noted it', () =>
    db.rolledBack(async (session) => {
      await openReminders(session)
      expect(await effectAt(session, after)).toMatchObject({ since: null, missed: { verdict: 'too_few' } })
      await saveReminders(session, { windows: [windowOf(1440)] })
      const before = await idThat(session, false)
      await bookBefore(session, { id: before, start_local: '2030-01-03T15:00', at: '2029-12-01T12:00:00Z' })
      await tick(session, '2030-01-02T18:00:00Z')
      await saveReminders(session, { holdout_percent: 20 })
      const outcomes = [
        [true, 'missed'],
        [true, 'attended'],
        [false, 'attended'],
        [false, 'missed'],
        [false, 'cancelled'],
        [false, null],
      ] as const
      const booked: [AgendaSession, string | null][] = []
      for (const [index, [isOut, status]] of outcomes.entries())
        booked.push([
          await bookBefore(session, {
            id: await idThat(session, isOut),
            session_type_id: types.single,
            start_local: `2030-01-08T${String(8 + index).padStart(2, '0')}:00`,
          }),
          status,
        ])
      await tick(session, '2030-01-07T23:00:00Z')
      for (const [{ id }, status] of booked)
        if (status) await ask(session, 'set_session_status', { id, status })
      // cancelled on the day itself
      await session.asPostgres(
        (sql) =>
          sql`update app.session_events set created_at = '2030-01-08T10:00:00Z' where kind = 'cancelled'`,
      )
      expect(await effectAt(session, after)).toMatchObject({
        since: expect.stringContaining('2030-01-07') as string,
        unsettled: 1,
        held_out: { people: 2, missed: 1, late: 0 },
        reminded: { people: 3, missed: 1, late: 1 },
        missed: { verdict: 'too_few' },
      })
      await session.asPostgres(
        (sql) =>
          sql`update app.session_events set created_at = '2030-01-01T10:00:00Z' where kind = 'cancelled'`,
      )
      expect(await effectAt(session, after)).toMatchObject({ reminded: { late: 0 } })
    }))

  it.each([
    [10, 49, 0, 500, 'too_few'],
    [5, 60, 20, 300, 'unclear'],
    [18, 60, 15, 300, 'helps'],
    [0, 200, 60, 300, 'hurts'],
    [0, 0, 0, 0, 'too_few'],
  ])('says of %i of %i against %i of %i: %s', async (without, ofWithout, withOne, ofWith, verdict) => {
    const [row] = await db.asPostgres(
      (sql) => sql<{ d: Effect['missed'] }[]>`
        select app.share_difference(${without}, ${ofWithout}, ${withOne}, ${ofWith}) as d`,
    )
    expect(row!.d.verdict).toBe(verdict)
    expect(row!.d.low).toBeLessThanOrEqual(row!.d.high)
  })

  it('is for who leads', () =>
    db.rolledBack((session) =>
      expectRefusal(() => ask(session, 'get_reminder_effect'), 'PT403', 'forbidden'),
    ))

  itIsForMembers(db, (sql) => sql`select public.get_reminder_effect(${aurora.id})`)
})
