import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf, jobsOf, only, threadsOf } from '../support/inbox.ts'
import { createOutbound } from '../support/outbox.ts'
import { change, key, kinds, later, lines, listed } from '../support/workspace.ts'

const db = await createDatabase()
const snooze = (session: Session, until: string | null = later(60)) =>
  change(session, 'snooze_conversation', { p_until: until })
const now = () => new Date().toISOString()
const isAsleep = async (session: Session) => only(await threadsOf(session)).snoozed_until !== null

/** As if its moment had come. */
const pass = (session: Session) =>
  session.asPostgres(
    (sql) => sql`update public.conversation_threads set snoozed_until = now() - interval '1 second'`,
  )
const wake = async (session: Session) => {
  const { id } = only(await threadsOf(session))
  const [row] = await session.asService(
    (sql) => sql`select app.wake_conversation(${aurora.id}, ${id}) as woken`,
  )
  return row?.woken as boolean
}

describe('snooze_conversation', () => {
  it('takes it out of the lists until then, says so, and asks for a job at that moment', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const until = later(60)
      const asleep = await snooze(session, until)
      expect(asleep.snoozed_until).toEqual(new Date(until))
      expect(await snooze(session, until)).toEqual(asleep)
      expect(await listed(session)).toEqual([])
      expect(await listed(session, { p_filter: 'unread' })).toEqual([])
      expect(await listed(session, { p_filter: 'snoozed' })).toEqual([key])
      expect(await listed(session, { p_search: 'mariana' })).toEqual([key])
      expect(await lines(session)).toMatchObject([{ kind: 'snoozed', until: expect.any(String) }])
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({ event: 'thread' })
      expect(only(await jobsOf(session))).toMatchObject({
        kind: 'wake_conversation',
        run_at: new Date(until),
      })
    }))

  it('comes back when the person writes, as unread', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: now() })
      await snooze(session)
      await receive(session, { provider_message_id: 'A2', occurred_at: later(1) })
      expect(await listed(session, { p_filter: 'unread' })).toEqual([key])
      expect(await kinds(session)).toEqual(['snoozed', 'woken'])
    }))

  it('comes back when a colleague writes, here or on the phone', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: now() })
      await snooze(session)
      await createOutbound(session)
      expect(await isAsleep(session)).toBe(false)
      await snooze(session)
      await receive(session, { provider_message_id: 'A3', from_me: true, occurred_at: later(1) })
      expect(await isAsleep(session)).toBe(false)
    }))

  it('sleeps on through what the clinic sends by itself, and through what the phone brings from the past', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: now() })
      await snooze(session)
      await session.asService(
        (sql) =>
          sql`select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Lembrete', 'reminder')`,
      )
      await receive(session, { provider_message_id: 'OLD', occurred_at: '2020-01-01T09:00:00Z' })
      expect(await isAsleep(session)).toBe(true)
    }))

  it('wakes by time, once, and says until when it slept', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'mark_conversation_read')
      await snooze(session)
      expect(await wake(session)).toBe(false)
      await pass(session)
      expect(await wake(session)).toBe(true)
      expect(await wake(session)).toBe(false)
      expect(only(await threadsOf(session))).toMatchObject({ snoozed_until: null, unread_count: 1 })
      expect((await lines(session)).at(-1)).toMatchObject({
        kind: 'woken',
        actor_id: null,
        until: expect.any(String),
      })
    }))

  it('is woken by hand, and by being finished', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await snooze(session)
      await snooze(session, null)
      expect(await isAsleep(session)).toBe(false)
      await snooze(session)
      await change(session, 'set_conversation_status', { p_status: 'finished' })
      expect(await isAsleep(session)).toBe(false)
      await expectRefusal(() => snooze(session), 'PT409', 'conversation_finished')
    }))

  it.each([
    ['the past', '2020-01-01T09:00:00Z'],
    ['two years from now', later(2 * 365 * 24 * 60)],
  ])('refuses %s', (_, until) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await expectRefusal(() => snooze(session, until), 'PT400', 'invalid_moment')
    }),
  )

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) => expectRefusal(() => snooze(session), 'PT404', 'conversation_not_found')))

  itIsForMembers(
    db,
    (sql) => sql`select public.snooze_conversation(${aurora.id}, ${key}, now() + interval '1 hour')`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
