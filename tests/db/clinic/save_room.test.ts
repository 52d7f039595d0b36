import { describe, expect, it } from 'vitest'
import { ask, rooms } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const save = (session: Session, name: string, as: Email = 'recepcao@aurora.test') =>
  ask<{ id: string; name: string }>(session, 'save_room', { id: rooms.blue, name }, as)

describe('save_room', () => {
  it('names one, and names it anew', () =>
    db.rolledBack(async (session) => {
      expect(await save(session, 'Sala azul')).toMatchObject({ id: rooms.blue, name: 'Sala azul' })
      expect(await save(session, 'Sala anil')).toMatchObject({ id: rooms.blue, name: 'Sala anil' })
      await expectRefusal(() => save(session, 'x'), 'PT400', 'invalid_name')
    }))

  it('gives no name twice, whatever its capitals', () =>
    db.rolledBack(async (session) => {
      await save(session, 'Sala azul')
      await expectRefusal(
        () => ask(session, 'save_room', { id: rooms.green, name: 'SALA  azul' }),
        'PT409',
        'name_in_use',
      )
    }))

  it('is not for therapists', () =>
    db.rolledBack((session) =>
      expectRefusal(() => save(session, 'Sala azul', 'terapeuta@aurora.test'), 'PT403', 'forbidden'),
    ))

  itIsForMembers(db, (sql) => sql`select public.save_room(${aurora.id}, ${rooms.blue}, 'Sala azul')`)
})
