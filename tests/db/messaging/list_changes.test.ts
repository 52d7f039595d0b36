import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const changes = async (session: Session, since: string) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ changes: { now: string; threads: Record<string, unknown>[] } }[]>`
      select public.list_changes(${aurora.id}, now() + ${since}::interval) as changes`,
  )
  return row!.changes
}

describe('list_changes', () => {
  it('shows the conversations that changed since a moment, without what only the database needs', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao } })
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_threads set updated_at = now() - interval '1 hour' where phone = ${joao}`,
      )
      const { threads, now } = await changes(session, '-1 minute')
      expect(threads.map((thread) => thread.phone)).toEqual([mariana])
      expect(Object.keys(threads[0]!)).not.toContain('reply_address')
      expect(new Date(now).getTime()).toBeGreaterThan(Date.now() - 60_000)
      expect((await changes(session, '-2 hours')).threads).toHaveLength(2)
    }))

  it('shows a conversation as the broadcasts do: every column but what only the database needs', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { threads } = await changes(session, '-1 minute')
      const [broadcast] = await session.asPostgres(
        (sql) => sql`select payload -> 'thread' as thread from realtime.messages where event = 'message'`,
      )
      expect(threads[0]).toEqual(broadcast?.thread)
      const columns = await session.asPostgres(
        (sql) => sql<{ name: string }[]>`
          select attname as name from pg_attribute
          where attrelid = 'public.conversation_threads'::regclass and attnum > 0 and not attisdropped
            and attname <> 'reply_address'`,
      )
      expect(Object.keys(threads[0]!).sort()).toEqual(columns.map(({ name }) => name).sort())
    }))

  it('looks back half a minute more, for what was committed late', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      expect((await changes(session, '20 seconds')).threads).toHaveLength(1)
      expect((await changes(session, '40 seconds')).threads).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_changes(${aurora.id}, now())`)
})
