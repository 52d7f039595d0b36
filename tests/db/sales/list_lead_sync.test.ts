import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { connectDinamize, contact, pull } from '../support/dinamize.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers, leadId, saveLead } from '../support/sales.ts'

const db = await createDatabase()

interface Row {
  lead_id: string
  status: string
  next_try_at: string | null
  wanted_at: string
}
const list = (session: Session, args: Record<string, unknown> = {}) =>
  ask<Row[]>(session, 'list_lead_sync', args)

describe('list_lead_sync', () => {
  it('shows how each lead is, what waits with its next attempt, page by page', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await pull(session, contact({ code: '7', email: 'ana@exemplo.test', name: 'Ana Lua' }))
      await saveLead(session)
      const rows = await list(session)
      expect(rows).toMatchObject([
        {
          lead_id: leadId,
          full_name: 'Otto Reis',
          status: 'pending',
          next_try_at: expect.any(String) as string,
        },
        { full_name: 'Ana Lua', status: 'synced', direction: 'in', next_try_at: null, contact_code: '7' },
      ])
      expect(await list(session, { limit: 1 })).toHaveLength(1)
      expect(await list(session, { after: rows[0] })).toMatchObject([{ full_name: 'Ana Lua' }])
      expect(await list(session, { status: 'synced' })).toHaveLength(1)
      await expectRefusal(() => list(session, { status: 'lost' }), 'PT400', 'invalid_filter')
    }))

  itIsForSellers(db, (sql) => sql`select public.list_lead_sync(${aurora.id})`)
})
