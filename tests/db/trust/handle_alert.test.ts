import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { unreadOf } from '../support/notifications.ts'

const db = await createDatabase()
const raise = async (on: Session) => {
  const [row] = await on.asService(
    (sql) => sql<{ id: string }[]>`select app.raise_alert(${aurora.id}, 'queue_stuck') as id`,
  )
  return row!.id
}
const handle = async (on: Session, id: string) =>
  (await list<{ handled_at: Date; handled_by: string }>(on, 'handle_alert', { id }, 'admin@aurora.test'))[0]!

describe('handle_alert', () => {
  it('takes it off the screens; while it stands it is not raised again, and once it ended it is', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on)
      await on.asService((sql) => sql`select app.tell_alert(${aurora.id}, ${id})`)
      const first = await handle(on, id)
      expect(first.handled_by).toBe(people['admin@aurora.test'].id)
      expect(await handle(on, id)).toEqual(first)
      expect(await unreadOf(on, 'dona@aurora.test')).toBe(0)
      expect(await raise(on)).toBe(id)
      await on.asService(
        (sql) => sql`select app.resolve_alert(${aurora.id}, 'queue_stuck', '', now() - interval '1 hour')`,
      )
      expect(await raise(on)).not.toBe(id)
    }))

  it('refuses one that is not there', () =>
    db.rolledBack((on) => expectRefusal(() => handle(on, aurora.id), 'PT404', 'alert_not_found')))

  itIsForAdmins(db, (sql) => sql`select public.handle_alert(${aurora.id}, ${aurora.id})`)
})
