import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { subscribe } from '../support/notifications.ts'

const db = await createDatabase()
const reception = 'recepcao@aurora.test'
const devices = (session: Session) =>
  session.asPostgres((sql) => sql`select endpoint, user_id from app.push_subscriptions order by endpoint`)

describe('subscribe_push', () => {
  it('keeps a browser once, for who sits before it now', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, reception)
      await subscribe(session, reception)
      await subscribe(session, 'admin@aurora.test')
      expect(await devices(session)).toEqual([
        { endpoint: 'https://push.test/device', user_id: people['admin@aurora.test'].id },
      ])
    }))

  it('keeps the ten latest of a person', () =>
    db.rolledBack(async (session) => {
      for (let n = 10; n < 22; n += 1) await subscribe(session, reception, `https://push.test/${n}`)
      expect(await devices(session)).toHaveLength(10)
      expect((await devices(session)).at(-1)?.endpoint).toBe('https://push.test/21')
    }))

  it.each([
    'http://push.test/1',
    'https://user@push.test/1',
    'push',
    `https://push.test/${'x'.repeat(1000)}`,
  ])('refuses %s', (endpoint) =>
    db.rolledBack((session) =>
      expectRefusal(() => subscribe(session, reception, endpoint), 'PT400', 'invalid_push_subscription'),
    ),
  )

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.subscribe_push(${aurora.id}, 'https://push.test/1', ${'k'.repeat(87)}, ${'a'.repeat(22)})`,
  )
})
