import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { connectDinamize } from '../support/dinamize.ts'
import { itIsForSellers, saveLead } from '../support/sales.ts'

const db = await createDatabase()

describe('get_dinamize', () => {
  it('says how the connection is, and tells no secret', () =>
    db.rolledBack(async (session) => {
      expect(await ask(session, 'get_dinamize')).toEqual({ account: null, counts: {}, unsent: 0 })
      await saveLead(session)
      await connectDinamize(session)
      const state = await ask<{ account: object }>(session, 'get_dinamize')
      expect(state).toMatchObject({
        account: { list_name: 'Leads da clínica', is_pushing: true, refused_at: null, is_reading: false },
        unsent: 1,
      })
      expect(JSON.stringify(state)).not.toContain('Y3Q=')
    }))

  itIsForSellers(db, (sql) => sql`select public.get_dinamize(${aurora.id})`)
})
