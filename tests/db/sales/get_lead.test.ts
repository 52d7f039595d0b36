import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { getLead, itIsForSellers, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('get_lead', () => {
  it('answers the lead, or says that there is none', () =>
    db.rolledBack(async (session) => {
      await saveLead(session)
      expect(await getLead(session)).toMatchObject({ full_name: 'Otto Reis', patient_id: null })
      await expectRefusal(() => getLead(session, randomUUID()), 'PT404', 'lead_not_found')
    }))

  itIsForSellers(db, (sql) => sql`select public.get_lead(${aurora.id}, gen_random_uuid())`)
})
