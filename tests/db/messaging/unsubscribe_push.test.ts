import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { subscribe } from '../support/notifications.ts'

const db = await createDatabase()
const count = async (session: Session) =>
  (await session.asPostgres((sql) => sql`select from app.push_subscriptions`)).length
const leave = (session: Session, as: Email) =>
  session.asUser(as, (sql) => sql`select public.unsubscribe_push(${aurora.id}, 'https://push.test/device')`)

describe('unsubscribe_push', () => {
  it('forgets a browser of one’s own, said twice too, and no colleague’s', () =>
    db.rolledBack(async (session) => {
      await subscribe(session, 'recepcao@aurora.test')
      await leave(session, 'admin@aurora.test')
      expect(await count(session)).toBe(1)
      await leave(session, 'recepcao@aurora.test')
      await leave(session, 'recepcao@aurora.test')
      expect(await count(session)).toBe(0)
    }))

  itIsForMembers(db, (sql) => sql`select public.unsubscribe_push(${aurora.id}, 'https://push.test/device')`)
})
