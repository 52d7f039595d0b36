import { describe, expect, it } from 'vitest'
import { ask, book, openAgenda, patients, rooms, sessionId } from '../support/agenda.ts'
import { aurora, horizonte, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const therapist = 'terapeuta@aurora.test'

const create = async (session: Session) => {
  const { token } = await ask<{ token: string }>(session, 'create_agenda_feed', {}, therapist)
  return token.split('.')[1] ?? ''
}
const read = async (session: Session, secret: string, tenant: string = aurora.id) => {
  const [row] = await session.asService(
    (sql) => sql<{ feed: { clinic: string; sessions: Record<string, unknown>[] } }[]>`
      select app.read_agenda_feed(${tenant}, ${secret}) as feed`,
  )
  return row!.feed
}
const soon = () => new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 11) + '15:00'

describe('create_agenda_feed', () => {
  it('gives a link to the own sessions, with people as initials', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: soon(), room_id: rooms.blue, patient_ids: [patients.ana] })
      const secret = await create(session)
      expect(await read(session, secret)).toMatchObject({
        clinic: 'Clínica Aurora',
        sessions: [
          { id: sessionId, initials: 'A.P.', type: 'Individual', room: 'Sala azul', is_cancelled: false },
        ],
      })
      expect(JSON.stringify(await read(session, secret))).not.toContain('Prado')
      expect(await ask(session, 'get_agenda_feed', {}, therapist)).toMatchObject({
        read_at: expect.any(String) as string,
      })
    }))

  it('ends with a new one, when it is revoked, and with the membership', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const refused = (secret: string, tenant?: string) =>
        expectRefusal(() => read(session, secret, tenant), 'PT404', 'feed_not_found')
      const first = await create(session)
      const second = await create(session)
      await refused(first)
      await refused(second, horizonte.id)
      await refused('x'.repeat(43))
      await ask(session, 'revoke_agenda_feed', {}, therapist)
      await refused(second)
      expect(await ask(session, 'get_agenda_feed', {}, therapist)).toBeNull()
      const third = await create(session)
      await session.asPostgres(
        (sql) => sql`delete from public.tenant_members
          where tenant_id = ${aurora.id} and user_id = ${people[therapist].id}`,
      )
      await refused(third)
    }))

  it('is gone for somebody who may not come in for now', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const secret = await create(session)
      await session.asPostgres(
        (sql) => sql`update public.tenant_members set status = 'disabled'
          where tenant_id = ${aurora.id} and user_id = ${people[therapist].id}`,
      )
      await expectRefusal(() => read(session, secret), 'PT404', 'feed_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.create_agenda_feed(${aurora.id})`)
})
