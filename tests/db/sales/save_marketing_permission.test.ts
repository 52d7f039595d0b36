import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, personId } from '../support/campaigns.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()
const record = (session: Session, args = {}) =>
  ask(session, 'save_marketing_permission', {
    person_id: personId(1),
    source: 'paper',
    proof: 'Termo na pasta',
    given_on: '2026-01-02',
    ...args,
  })

describe('save_marketing_permission', () => {
  it('keeps the first proof, for a patient or a contact', () =>
    db.rolledBack(async (session) => {
      await addPeople(session, 1)
      await session.asPostgres(async (sql) => {
        await sql`delete from public.marketing_permissions`
        await sql`insert into public.contacts (tenant_id, id, full_name) values (${aurora.id}, ${personId(9)}, 'Nara Lima')`
      })
      expect(await record(session)).toMatchObject({
        is_allowed: true,
        recorded: { source: 'paper', recorded_by_name: 'Rita Recepção' },
      })
      expect(await record(session, { proof: 'Outra prova' })).toMatchObject({
        recorded: { proof: 'Termo na pasta' },
      })
      expect(await record(session, { person_id: personId(9) })).toMatchObject({ is_allowed: true })
    }))

  it('refuses what proves nothing', () =>
    db.rolledBack(async (session) => {
      await addPeople(session, 1)
      for (const args of [{ proof: ' ' }, { source: 'x' }, { given_on: '2090-01-01' }, { given_on: null }])
        await expectRefusal(() => record(session, args), 'PT400', 'invalid_permission')
      await expectRefusal(() => record(session, { person_id: randomUUID() }), 'PT404', 'person_not_found')
    }))

  itIsForSellers(
    db,
    (sql) =>
      sql`select public.save_marketing_permission(${aurora.id}, ${personId(1)}, 'paper', 'Termo', '2026-01-02')`,
  )
})
