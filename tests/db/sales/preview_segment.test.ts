import { describe, expect, it } from 'vitest'
import { book, openAgenda, otherSessionId, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { addField, saveContact, saveDeal, saveLead } from '../support/sales.ts'
import { preview, rule } from '../support/segments.ts'

const db = await createDatabase()

/** Moves sessions to a number of days from today and says what became of them. */
const happened = (session: Session, id: string, days: number, status: string) =>
  session.asPostgres(async (sql) => {
    await sql`update public.sessions set starts_at = now() + make_interval(days => ${days}),
      ends_at = now() + make_interval(days => ${days}, mins => 50) where id = ${id}`
    await sql`update public.session_patients set status = ${status} where session_id = ${id}`
  })

describe('preview_segment', () => {
  const titles = async (session: Session, entity: string, field: string, op: string, value?: unknown) =>
    (await preview(session, entity, rule(field, op, value))).rows.map((row) => row.title).sort()

  it('finds patients who have not come for sixty days, and who missed', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session)
      await book(session, {
        id: otherSessionId,
        start_local: '2026-12-02T15:00',
        patient_ids: [patients.bia],
      })
      await happened(session, sessionId, -70, 'attended')
      await happened(session, otherSessionId, -3, 'missed')
      expect(await titles(session, 'patients', 'last_session_at', 'before', { days: -60 })).toEqual([
        'Ana Prado',
      ])
      expect(await titles(session, 'patients', 'last_session_at', 'before', { days: -80 })).toEqual([])
      expect(await titles(session, 'patients', 'no_show_count', 'gte', 1)).toEqual(['Bia Reis'])
      expect(await titles(session, 'patients', 'no_show_count', 'eq', 0)).toHaveLength(3)
      expect(await titles(session, 'patients', 'last_session_at', 'is_empty')).toHaveLength(3)
      await happened(session, otherSessionId, 3, 'confirmed')
      expect(await titles(session, 'patients', 'next_session_at', 'lte', { days: 7 })).toEqual(['Bia Reis'])
      expect(await titles(session, 'sessions', 'patients', 'contains', 'ana')).toEqual(['Ana Prado'])
      expect(await titles(session, 'sessions', 'starts_at', 'after', { days: 0 })).toEqual(['Bia Reis'])
      await session.asPostgres(
        (sql) =>
          sql`update public.patients set birth_date = '1990-03-20', city = 'São Paulo' where id = ${patients.davi}`,
      )
      expect(await titles(session, 'patients', 'birth_month', 'in', [3])).toEqual(['Davi Lima'])
      expect(await titles(session, 'patients', 'city', 'eq', ' sao paulo ')).toEqual(['Davi Lima'])
    }))

  it('knows contacts, deals and leads with the fields of the clinic', () =>
    db.rolledBack(async (session) => {
      const plan = await addField(session, { entity: 'contact', label: 'Convênio', type: 'text' })
      const since = await addField(session, { entity: 'contact', label: 'Cliente desde', type: 'date' })
      const size = await addField(session, { entity: 'lead', label: 'Pessoas', type: 'number' })
      await saveContact(session, { custom: { [plan]: 'Vida Plena', [since]: '2026-03-01' } })
      expect(await titles(session, 'contacts', `custom.${plan}`, 'contains', 'plena')).toEqual(['Nina Prado'])
      expect(await titles(session, 'contacts', `custom.${since}`, 'before', '2026-03-02')).toEqual([
        'Nina Prado',
      ])
      await expect(titles(session, 'contacts', `custom.${size}`, 'gte', 1)).rejects.toThrow('unknown_field')
      await saveLead(session, { custom: { [size]: 12 } })
      expect(await titles(session, 'leads', `custom.${size}`, 'gte', 12)).toEqual(['Otto Reis'])
      await saveDeal(session)
      expect(await titles(session, 'deals', 'value_cents', 'gte', 240000)).toEqual(['Pacote de avaliação'])
      expect(await titles(session, 'deals', 'owner', 'is_empty', false)).toHaveLength(0)
    }))

  it('pages by id, and counts all of them on every page', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const query = rule('name', 'is_empty', false)
      const first = await preview(session, 'patients', query, { limit: 3 })
      const second = await preview(session, 'patients', query, { limit: 3, after: first.rows.at(-1)!.id })
      expect([first.total, first.rows.length, second.total, second.rows.length]).toEqual([4, 3, 4, 1])
      const all = await preview(session, 'patients', query)
      expect([...first.rows, ...second.rows]).toEqual(all.rows)
    }))

  itIsForMembers(db, (sql) => sql`select public.preview_segment(${aurora.id}, 'patients', '{}')`)
})
