import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message, receive } from '../support/events.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { threadsOf } from '../support/inbox.ts'
import { call, change, kinds } from '../support/workspace.ts'

const db = await createDatabase()
const ids = (...emails: Email[]) => emails.map((email) => people[email].id)
const [rita, helena] = ids('recepcao@aurora.test', 'terapeuta@aurora.test')
const phone = (n: number) => `+551198765010${n}`

const set = (session: Session, users: unknown[]) =>
  call(session, 'set_assignment_turns', { p_user_ids: users }, 'admin@aurora.test')
const assignees = async (session: Session) => (await threadsOf(session)).map((thread) => thread.assigned_to)
const writes = (session: Session, n: number) =>
  receive(session, { provider_message_id: `A${n}`, address: { phone: phone(n) } })

describe('set_assignment_turns', () => {
  it('gives new conversations to colleagues in turn, each once before anybody twice', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena])
      for (const n of [1, 2, 3, 4]) await writes(session, n)
      const given = await assignees(session)
      expect(new Set(given.slice(0, 2))).toEqual(new Set([rita, helena]))
      expect(given.slice(2)).toEqual(given.slice(0, 2))
    }))

  it('gives each of a batch to somebody', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena])
      await ingest(
        session,
        ...[1, 2].map((n) =>
          evolutionEvent([message({ provider_message_id: `B${n}`, address: { phone: phone(n) } })]),
        ),
      )
      expect(new Set(await assignees(session))).toEqual(new Set([rita, helena]))
    }))

  it('leaves one who is there to whoever has it, and notes by itself who got it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'take_conversation')
      await set(session, [helena])
      await receive(session, { provider_message_id: 'A2' })
      expect(await assignees(session)).toEqual([rita])
      await change(session, 'assign_conversation', { p_user_id: null })
      await receive(session, { provider_message_id: 'A3' })
      expect(await assignees(session)).toEqual([helena])
      expect(await kinds(session)).toEqual(['assigned', 'unassigned', 'assigned'])
    }))

  it('passes over somebody who is no longer active', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena])
      await session.asPostgres(
        (sql) => sql`update public.tenant_members set status = 'disabled' where user_id = ${rita!}`,
      )
      for (const n of [1, 2]) await writes(session, n)
      expect(await assignees(session)).toEqual([helena, helena])
    }))

  it('is off without anybody, and gives groups to nobody', () =>
    db.rolledBack(async (session) => {
      await writes(session, 1)
      await set(session, [helena])
      await session.asPostgres(
        (sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`,
      )
      await receive(session, {
        provider_message_id: 'G1',
        address: { group: '123@g.us' },
        author_name: 'Ana',
      })
      await set(session, [])
      await writes(session, 2)
      expect((await assignees(session)).filter((id) => id !== null)).toEqual([])
    }))

  it.each(['desligado@aurora.test', 'dona@horizonte.test', 'fora@exemplo.test'] as const)(
    'refuses %s',
    (email) =>
      db.rolledBack((session) =>
        expectRefusal(session, () => set(session, ids(email)), 'PT400', 'assignee_not_a_member'),
      ),
  )

  itIsForAdmins(db, (sql) => sql`select public.set_assignment_turns(${aurora.id}, '{}')`)
})
