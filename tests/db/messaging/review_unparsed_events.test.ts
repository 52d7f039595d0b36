import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

const review = async (session: Session, ids: string[], reviewed = true) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.review_unparsed_events(${aurora.id}, ${ids}, ${reviewed}) as count`,
  )
  return row?.count as number
}

const listed = async (session: Session, who: 'admin@aurora.test' | 'dona@horizonte.test', tenant: string) => {
  const rows = await session.asUser(
    who,
    (sql) => sql`select event_id from public.list_unparsed_events(${tenant})`,
  )
  return rows.map((row) => row.event_id as string).sort()
}

const counted = async (session: Session) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.get_queue_metrics(${aurora.id}) -> 'unparsed' as unparsed`,
  )
  return row?.unparsed
}

describe('review_unparsed_events', () => {
  it('takes events off the list and the count, and puts them back', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        evolutionEvent([], { unparsed: 'unknown_event', key: 'k1' }),
        evolutionEvent([], { unparsed: 'unknown_event', key: 'k2' }),
        evolutionEvent([], { unparsed: 'unknown_event', key: 'k3' }),
        evolutionEvent([message({ provider_message_id: 'A1' })], { key: 'k4' }),
      )
      expect(await review(session, ['k1', 'k3', 'k4', 'nobody'])).toBe(2)
      expect(await listed(session, 'admin@aurora.test', aurora.id)).toEqual(['k2'])
      expect(await counted(session)).toBe(1)
      expect(await review(session, ['k1', 'k3'])).toBe(0)
      expect(await review(session, ['k3', 'k4'], false)).toBe(1)
      expect(await listed(session, 'admin@aurora.test', aurora.id)).toEqual(['k2', 'k3'])
    }))

  it('of another clinic changes nothing there, though it has an event of the same key', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        evolutionEvent([], { unparsed: 'unknown_event', key: 'k1' }),
        evolutionEvent([], { unparsed: 'unknown_event', key: 'k1', clinic: 'horizonte' }),
      )
      expect(await review(session, ['k1'])).toBe(1)
      expect(await listed(session, 'dona@horizonte.test', horizonte.id)).toEqual(['k1'])
    }))

  itIsForAdmins(db, (sql) => sql`select public.review_unparsed_events(${aurora.id}, ${['k1']})`)
})
