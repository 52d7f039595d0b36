import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, personId } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('get_marketing_permission', () => {
  it('finds what was given to the contact of a patient too', () =>
    db.rolledBack(async (session) => {
      await addPeople(session, 2)
      await session.asPostgres(async (sql) => {
        await sql`insert into public.contacts (tenant_id, id, full_name, patient_id) values (${aurora.id}, ${personId(7)}, 'Nara Lima', ${personId(1)})`
        await sql`delete from public.marketing_permissions where patient_id = ${personId(2)}`
      })
      const of = (id: string) => ask(session, 'get_marketing_permission', { person_id: id })
      expect(await of(personId(1))).toMatchObject({ is_allowed: true })
      expect(await of(personId(7))).toMatchObject({ is_allowed: true, recorded: { proof: 'Termo assinado' } })
      expect(await of(personId(2))).toMatchObject({ is_allowed: false })
    }))

  itIsForSellers(db, (sql) => sql`select public.get_marketing_permission(${aurora.id}, ${personId(1)})`)
})
