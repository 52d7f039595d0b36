import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { answer, change, later, listed } from '../support/workspace.ts'

const db = await createDatabase()
const phone = (n: number) => `+551198765020${n}`
const keyOf = (n: number) => `whatsapp:${phone(n)}`
const counts = (session: Session, args: Record<string, unknown> = {}) =>
  answer<Record<string, number>>(session, 'count_conversation_columns', args)

/** Six conversations, newest last: new, new, in progress, waiting for the person, finished, asleep. */
const scene = async (session: Session) => {
  for (const n of [1, 2, 3, 4, 5, 6])
    await receive(session, { provider_message_id: `A${n}`, address: { phone: phone(n) }, occurred_at: at(n) })
  await change(session, 'take_conversation', { p_thread_key: keyOf(3) })
  await change(session, 'move_conversation', { p_thread_key: keyOf(4), p_column: 'waiting_contact' })
  await change(session, 'move_conversation', { p_thread_key: keyOf(5), p_column: 'finished' })
  await change(session, 'snooze_conversation', { p_thread_key: keyOf(6), p_until: later(60) })
}
const tagOf = async (session: Session, name: string) => {
  const [row] = await session.asPostgres(
    (sql) =>
      sql`select id from public.conversation_tags where tenant_id = ${aurora.id} and system_key = ${name}`,
  )
  return row!.id as string
}

describe('the board', () => {
  it('counts its cards, without those that sleep', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      expect(await counts(session)).toEqual({ new: 2, in_progress: 1, waiting_contact: 1, finished: 1 })
      expect(await counts(session, { p_filter: 'mine' })).toMatchObject({ new: 0, in_progress: 1 })
      expect(
        await counts(session, { p_where: { assignee: people['recepcao@aurora.test'].id, column: 'new' } }),
      ).toEqual({ new: 0, in_progress: 1, waiting_contact: 0, finished: 0 })
    }))

  it('pages each column by itself', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const page = (args: object) => listed(session, { p_where: { column: 'new' }, p_limit: 1, ...args })
      expect(await page({})).toEqual([keyOf(2)])
      const [last] = await session.asPostgres(
        (sql) => sql`
          select last_message_at, id from public.conversation_threads where thread_key = ${keyOf(2)}`,
      )
      expect(await page({ p_before_at: last!.last_message_at, p_before_id: last!.id })).toEqual([keyOf(1)])
      expect(await listed(session, { p_where: { column: 'finished' } })).toEqual([keyOf(5)])
    }))

  it('gives a column of 2,000 cards by pages of at most a hundred, and how many there are', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into public.conversation_threads (tenant_id, thread_key, contact_name, last_message_at)
          select ${aurora.id}, 'whatsapp:+55119' || n, 'Pessoa ' || n, ${at(0)}::timestamptz + make_interval(secs => n / 3)
          from generate_series(10000001, 10002000) n`,
      )
      expect(await counts(session)).toMatchObject({ new: 2000 })
      const page = (before: { last_message_at: string; id: string } | null, limit: number | null = 5000) =>
        session.asUser(
          'recepcao@aurora.test',
          (sql) => sql<{ id: string; last_message_at: string }[]>`
            select id, last_message_at::text from public.list_conversations(${aurora.id}, p_where => '{"column": "new"}',
              p_before_at => ${before?.last_message_at ?? null}, p_before_id => ${before?.id ?? null}, p_limit => ${limit})`,
        )
      expect(await page(null, null)).toHaveLength(40)
      const seen: string[] = []
      let rows = await page(null)
      while (rows.length > 0) {
        expect(rows.length).toBeLessThanOrEqual(100)
        seen.push(...rows.map(({ id }) => id))
        rows = await page(rows.at(-1)!)
      }
      expect(new Set(seen).size).toBe(2000)
      expect(seen).toHaveLength(2000)
    }))

  it('is narrowed by tags: all of them, any, none', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const [urgent, payment] = [await tagOf(session, 'urgent'), await tagOf(session, 'payment')]
      const tag = (n: number, id: string) =>
        change(session, 'tag_conversation', { p_thread_key: keyOf(n), p_tag_id: id })
      await tag(1, urgent)
      await tag(1, payment)
      await tag(2, urgent)
      const where = (filter: object) => listed(session, { p_where: filter })
      expect(await where({ tags_all: [urgent, payment] })).toEqual([keyOf(1)])
      expect(await where({ tags_any: [urgent, payment] })).toEqual([keyOf(2), keyOf(1)])
      // "without payment" while others are set
      expect(await where({ tags_none: [payment] })).toEqual([keyOf(4), keyOf(3), keyOf(2)])
      expect(await where({ tags_all: [urgent], tags_none: [payment] })).toEqual([keyOf(2)])
      expect(await counts(session, { p_where: { tags_any: [urgent] } })).toMatchObject({
        new: 2,
        in_progress: 0,
      })
    }))

  it('is narrowed by time, and by several at once', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      expect(await listed(session, { p_where: { since: at(2), until: at(4) } })).toEqual([keyOf(3), keyOf(2)])
      expect(await listed(session, { p_where: { since: at(2), column: 'new' }, p_filter: 'unread' })).toEqual(
        [keyOf(2)],
      )
    }))

  it.each([
    ['an unknown filter', { colour: 'red' }],
    ['an id that is none', { assignee: 'eu' }],
    ['a moment that is none', { since: 'ontem cedo' }],
    ['tags that are no list', { tags_all: 'urgent' }],
    ['what would be more than a value', { column: "new' or true --" }],
  ])('refuses or finds nothing by %s', (_, where) =>
    db.rolledBack(async (session) => {
      await scene(session)
      if ('column' in where) {
        expect(await listed(session, { p_where: where })).toEqual([])
        return
      }
      await expectRefusal(() => counts(session, { p_where: where }), 'PT400', 'invalid_filter')
      await expectRefusal(() => listed(session, { p_where: where }), 'PT400', 'invalid_filter')
    }),
  )

  itIsForMembers(db, (sql) => sql`select public.count_conversation_columns(${aurora.id})`)
})
