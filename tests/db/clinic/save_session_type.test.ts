import { describe, expect, it } from 'vitest'
import { ask, types } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const save = (session: Session, name: string, as: Email = 'recepcao@aurora.test') =>
  ask<{ id: string; name: string }>(session, 'save_session_type', { id: types.single, type: { name } }, as)

describe('save_session_type', () => {
  it('names one, and names it anew', () =>
    db.rolledBack(async (session) => {
      expect(await save(session, 'Sala azul')).toMatchObject({ id: types.single, name: 'Sala azul' })
      expect(await save(session, 'Sala anil')).toMatchObject({ id: types.single, name: 'Sala anil' })
      await expectRefusal(() => save(session, 'x'), 'PT400', 'invalid_name')
    }))

  it('gives no name twice, whatever its capitals', () =>
    db.rolledBack(async (session) => {
      await save(session, 'Sala azul')
      await expectRefusal(
        () => ask(session, 'save_session_type', { id: types.group, type: { name: 'SALA  azul' } }),
        'PT409',
        'name_in_use',
      )
    }))

  it('keeps what is not said, and refuses what no session can be', () =>
    db.rolledBack(async (session) => {
      const type = (changes: object) => ask(session, 'save_session_type', { id: types.single, type: changes })
      expect(
        await type({ name: 'Casal', minutes: 80, price_cents: 25000, capacity: 2, is_online: true }),
      ).toMatchObject({
        minutes: 80,
        price_cents: 25000,
        capacity: 2,
        is_online: true,
        color: 'gray',
      })
      expect(await type({ color: 'pink', price_cents: null })).toMatchObject({
        name: 'Casal',
        minutes: 80,
        price_cents: null,
        color: 'pink',
      })
      for (const wrong of [{ minutes: 4 }, { minutes: 721 }, { capacity: 0 }, { price_cents: -1 }])
        await expectRefusal(() => type(wrong), 'PT400', 'invalid_session_type')
      await expectRefusal(() => type({ color: 'mauve' }), 'PT400', 'invalid_color')
    }))

  it('is not for therapists', () =>
    db.rolledBack((session) =>
      expectRefusal(() => save(session, 'Sala azul', 'terapeuta@aurora.test'), 'PT403', 'forbidden'),
    ))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_session_type(${aurora.id}, ${types.single}, '{"name": "Individual"}')`,
  )
})
