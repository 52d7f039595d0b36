import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { createSegment, rule, type Segment } from '../support/segments.ts'

const db = await createDatabase()

describe('list_segments', () => {
  it('lists what the role sees, by kind and name', () =>
    db.rolledBack(async (session) => {
      await createSegment(session)
      await createSegment(session, {
        id: '5c000000-0000-4000-8000-000000000002',
        name: 'Novos',
        entity: 'contacts',
        query: rule('stage', 'eq', 'lead'),
      })
      const names = async (at: Session, args = {}, as?: Email) =>
        (await ask<Segment[]>(at, 'list_segments', args, as)).map((row) => row.name)
      expect(await names(session)).toEqual(['Sumidos', 'Novos'])
      expect(await names(session, { entity: 'contacts' })).toEqual(['Novos'])
      expect(await names(session, {}, 'terapeuta@aurora.test')).toEqual(['Sumidos'])
      const [row] = await ask<Segment[]>(session, 'list_segments')
      expect(row).toMatchObject({
        entity: 'patients',
        version: 1,
        created_by_name: 'Rita Recepção',
        uses: [],
      })
    }))

  itIsForMembers(db, (sql) => sql`select public.list_segments(${aurora.id})`)
})
