import { describe, expect, it } from 'vitest'
import { list, openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

describe('list_therapists', () => {
  it('names who has an agenda, in order', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      expect(
        (await list<{ name: string }>(session, 'list_therapists', {}, 'terapeuta@aurora.test')).map(
          ({ name }) => name,
        ),
      ).toEqual(['Helena Terapeuta', 'Sueli Supervisora'])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_therapists(${aurora.id})`)
})
