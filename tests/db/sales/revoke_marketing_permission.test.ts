import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { addPeople, personId } from '../support/campaigns.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('revoke_marketing_permission', () => {
  it('withdraws it, and keeps that it was there', () =>
    db.rolledBack(async (session) => {
      await addPeople(session, 1)
      const revoke = () => ask(session, 'revoke_marketing_permission', { person_id: personId(1) })
      expect(await revoke()).toEqual({ is_allowed: false, signed_at: null, recorded: null })
      await revoke()
      const rows = await session.asPostgres(
        (sql) => sql`select revoked_at is not null as gone from public.marketing_permissions`,
      )
      expect(rows).toEqual([{ gone: true }])
    }))

  itIsForSellers(db, (sql) => sql`select public.revoke_marketing_permission(${aurora.id}, ${personId(1)})`)
})
