import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { saveMedico } from '../support/patients.ts'

const db = await createDatabase()

const names = async (session: Session, search: string | null, after: object | null = null) =>
  (
    await session.asUser(
      'recepcao@aurora.test',
      (sql) => sql<{ full_name: string }[]>`
        select full_name from public.list_medicos(${aurora.id}, ${search}, false, ${after && sql.json(after as never)})`,
    )
  ).map(({ full_name }) => full_name)

describe('list_medicos', () => {
  it('is by name, found by specialty, and goes on where a page ended', () =>
    db.rolledBack(async (session) => {
      const ids = [randomUUID(), randomUUID()]
      await saveMedico(session, {
        id: ids[0]!,
        patient: { full_name: 'Zilá Nunes', specialty: 'Neurologia' },
      })
      await saveMedico(session, { id: ids[1]!, patient: { full_name: 'Álvaro Reis' } })
      expect(await names(session, null)).toEqual(['Álvaro Reis', 'Zilá Nunes'])
      expect(await names(session, 'neuro')).toEqual(['Zilá Nunes'])
      expect(await names(session, null, { sort_name: 'alvaro reis', id: ids[1] })).toEqual(['Zilá Nunes'])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_medicos(${aurora.id})`)
})
