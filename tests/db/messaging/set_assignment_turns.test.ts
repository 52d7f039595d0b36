import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { evolutionEvent, ingest, message, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { threadsOf } from '../support/inbox.ts'
import { answer, change, kinds } from '../support/workspace.ts'

const db = await createDatabase()
const ids = (...emails: Email[]) => emails.map((email) => people[email].id)
const [rita, helena, bruno] = ids('recepcao@aurora.test', 'terapeuta@aurora.test', 'supervisor@aurora.test')
const phone = (n: number) => `+551198765010${n}`

interface Turns {
  is_on: boolean
  next_user_id: string | null
  people: { user_id: string; is_paused: boolean; is_active: boolean }[]
}
const set = (session: Session, users: unknown[], more: Record<string, unknown> = {}, as?: Email) =>
  answer<Turns>(
    session,
    'set_assignment_turns',
    { p_is_on: true, p_user_ids: users, ...more },
    as ?? 'admin@aurora.test',
  )
const turns = (session: Session) => answer<Turns>(session, 'list_assignment_turns', {}, 'admin@aurora.test')
const assignees = async (session: Session) => (await threadsOf(session)).map((thread) => thread.assigned_to)
const writes = (session: Session, n: number) =>
  receive(session, { provider_message_id: `A${n}`, address: { phone: phone(n) } })

describe('set_assignment_turns', () => {
  it('gives new conversations to colleagues in the order that was chosen, around its end', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena, bruno])
      for (const n of [1, 2, 3, 4]) await writes(session, n)
      expect(await assignees(session)).toEqual([rita, helena, bruno, rita])
    }))

  it('goes on after whoever got the last one when the order changes', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena, bruno])
      await writes(session, 1)
      const changed = await set(session, [bruno, rita, helena])
      expect(changed.next_user_id).toBe(helena)
      await writes(session, 2)
      expect((await assignees(session))[1]).toBe(helena)
    }))

  it('passes over who is paused, and gives them their place again', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena, bruno], { p_paused_ids: [helena] })
      for (const n of [1, 2]) await writes(session, n)
      expect(await assignees(session)).toEqual([rita, bruno])
      await set(session, [rita, helena, bruno])
      for (const n of [3, 4]) await writes(session, n)
      expect((await assignees(session)).slice(2)).toEqual([rita, helena])
    }))

  it('gives nothing while it is off, and keeps who takes part', () =>
    db.rolledBack(async (session) => {
      await set(session, [helena, rita])
      const off = await set(session, [helena, rita], { p_is_on: false })
      expect(off).toMatchObject({ is_on: false, next_user_id: helena })
      expect(off.people.map((person) => person.user_id)).toEqual([helena, rita])
      await writes(session, 1)
      expect(await assignees(session)).toEqual([null])
    }))

  it('gives nothing when everybody is paused', () =>
    db.rolledBack(async (session) => {
      expect((await set(session, [rita], { p_paused_ids: [rita] })).next_user_id).toBeNull()
      await writes(session, 1)
      expect(await assignees(session)).toEqual([null])
    }))

  it('keeps somebody who was switched off in the order, and lets go of who left the clinic', () =>
    db.rolledBack(async (session) => {
      await set(session, [rita, helena])
      await session.asPostgres(
        (sql) => sql`update public.tenant_members set status = 'disabled' where user_id = ${rita!}`,
      )
      expect((await set(session, [rita, helena], {}, 'supervisor@aurora.test')).people).toMatchObject([
        { user_id: rita, is_active: false },
        { user_id: helena, is_active: true },
      ])
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${helena!})`,
      )
      const left = await turns(session)
      expect(left.people.filter((person) => person.is_active)).toEqual([])
      expect(left.next_user_id).toBeNull()
    }))

  it('names a person twice as once, and says the same again', () =>
    db.rolledBack(async (session) => {
      const first = await set(session, [rita, helena, rita])
      expect(first.people).toHaveLength(2)
      expect(await set(session, [rita, helena])).toEqual(first)
    }))

  it('is not switched on without anybody', () =>
    db.rolledBack((session) => expectRefusal(() => set(session, []), 'PT400', 'turns_without_people')))

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

  it('gives groups to nobody', () =>
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
      expect((await assignees(session)).filter((id) => id !== null)).toEqual([])
    }))

  it.each(['desligado@aurora.test', 'dona@horizonte.test', 'fora@exemplo.test'] as const)(
    'refuses %s',
    (email) =>
      db.rolledBack((session) =>
        expectRefusal(() => set(session, ids(email)), 'PT400', 'assignee_not_a_member'),
      ),
  )

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('is not for %s', (as) =>
    db.rolledBack((session) => expectRefusal(() => set(session, [rita], {}, as), 'PT403', 'forbidden')),
  )

  itIsForMembers(db, (sql) => sql`select public.set_assignment_turns(${aurora.id}, false, '{}')`)
})
