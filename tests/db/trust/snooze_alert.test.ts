import { describe, expect, it } from 'vitest'
import { list } from '../support/agenda.ts'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { unreadOf } from '../support/notifications.ts'

const db = await createDatabase()
const hours = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()

const raise = async (on: Session, tenant: string = aurora.id) => {
  const [row] = await on.asService(
    (sql) => sql<{ id: string }[]>`select app.raise_alert(${tenant}, 'queue_stuck') as id`,
  )
  return row!.id
}
const tell = async (on: Session, id: string, at: string) => {
  const [row] = await on.asService(
    (sql) => sql<{ n: number }[]>`select app.tell_alert(${aurora.id}, ${id}, ${at}) as n`,
  )
  return row!.n
}
const snooze = async (on: Session, id: string, until: string | null) =>
  (await list<{ snoozed_until: Date | null }>(on, 'snooze_alert', { id, until }, 'admin@aurora.test'))[0]

describe('snooze_alert', () => {
  it('lets it sleep, and it is told again when it wakes', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on)
      expect(await tell(on, id, hours(0))).toBe(2)
      await on.asPostgres((sql) => sql`update app.jobs set finished_at = now() where kind = 'tell_alert'`)
      await snooze(on, id, hours(4))
      await snooze(on, id, hours(5))
      expect(await unreadOf(on, 'dona@aurora.test')).toBe(0)
      const open = await on.asPostgres(
        (sql) =>
          sql`select run_at > now() + interval '4 hours' as later from app.jobs where kind = 'tell_alert' and finished_at is null`,
      )
      expect([...open]).toEqual([{ later: true }])
      expect(await tell(on, id, hours(3))).toBe(0)
      expect(await tell(on, id, hours(6))).toBe(2)
      expect(await unreadOf(on, 'dona@aurora.test')).toBe(1)
    }))

  it('leaves one that ended or was seen to as it is', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on)
      await on.asService((sql) => sql`select app.resolve_alert(${aurora.id}, 'queue_stuck')`)
      expect(await snooze(on, id, hours(4))).toMatchObject({ snoozed_until: null })
    }))

  it('refuses what is past, too far, or somebody else’s', () =>
    db.rolledBack(async (on) => {
      const id = await raise(on)
      for (const until of [null, hours(-1), hours(24 * 40)])
        await expectRefusal(() => snooze(on, id, until), 'PT400', 'invalid_date')
      const other = await raise(on, horizonte.id)
      await expectRefusal(() => snooze(on, other, hours(4)), 'PT404', 'alert_not_found')
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.snooze_alert(${aurora.id}, ${aurora.id}, now() + interval '1 hour')`,
  )
})
