import { describe, expect, it } from 'vitest'
import { ask, helena, list, sueli } from '../support/agenda.ts'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const save = (
  session: Session,
  therapist: object,
  user_id: string = helena,
  as: Email = 'admin@aurora.test',
) => ask<Record<string, unknown>>(session, 'save_therapist', { user_id, therapist }, as)

describe('save_therapist', () => {
  it('makes a member a therapist, with the name of the profile, and keeps what is not said', () =>
    db.rolledBack(async (session) => {
      await save(session, {}, sueli)
      const first = await save(session, {
        council: 'CRP',
        council_region: '06',
        council_number: '12 345',
        supervisor_id: sueli,
      })
      expect(first).toMatchObject({
        name: 'Helena Terapeuta',
        council: 'CRP',
        council_region: '06',
        council_number: '12345',
        color: 'teal',
        supervisor_name: 'Sueli Supervisora',
        is_active: true,
      })
      expect(await save(session, { color: 'pink' })).toEqual({ ...first, color: 'pink' })
    }))

  it('lets a therapist say who they are, not who supervises them', () =>
    db.rolledBack(async (session) => {
      const own = (therapist: object) => save(session, therapist, helena, 'terapeuta@aurora.test')
      await expectRefusal(() => own({}), 'PT403', 'forbidden')
      await save(session, {}, sueli)
      await save(session, { supervisor_id: sueli })
      expect(await own({ color: 'blue', supervisor_id: null, is_active: false })).toMatchObject({
        color: 'blue',
        supervisor_id: sueli,
        is_active: true,
      })
      await expectRefusal(() => save(session, {}, sueli, 'terapeuta@aurora.test'), 'PT403', 'forbidden')
      await expectRefusal(() => save(session, {}, helena, 'recepcao@aurora.test'), 'PT403', 'forbidden')
    }))

  it('refuses strangers, half a council, and colours and supervisors that do not exist', () =>
    db.rolledBack(async (session) => {
      const outsider = people['fora@exemplo.test'].id
      await expectRefusal(() => save(session, {}, outsider), 'PT400', 'assignee_not_a_member')
      await expectRefusal(() => save(session, { council: 'CRP' }), 'PT400', 'invalid_council')
      await expectRefusal(() => save(session, { color: 'mauve' }), 'PT400', 'invalid_color')
      await expectRefusal(() => save(session, { name: 'x' }), 'PT400', 'invalid_name')
      await expectRefusal(() => save(session, { supervisor_id: sueli }), 'PT404', 'therapist_not_found')
    }))

  it('stays when the person leaves, without an agenda to book', () =>
    db.rolledBack(async (session) => {
      await save(session, {})
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${helena})`,
      )
      expect(await list(session, 'list_therapists')).toEqual([])
      expect(await list(session, 'list_therapists', { inactive: true })).toMatchObject([
        { user_id: helena, is_active: false },
      ])
      await expectRefusal(() => save(session, { is_active: true }), 'PT400', 'assignee_not_a_member')
    }))

  itIsForMembers(db, (sql) => sql`select public.save_therapist(${aurora.id}, ${helena}, '{}')`)
})
