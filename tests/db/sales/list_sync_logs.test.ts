import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { connectDinamize, contact, pull } from '../support/dinamize.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

interface Row {
  id: string
  at: string
  kind: string
  lead_id: string | null
}
const list = (session: Session, args: Record<string, unknown> = {}) =>
  ask<Row[]>(session, 'list_sync_logs', args)

describe('list_sync_logs', () => {
  it('shows what happened, the newest first, of all or of one lead, and no line for nothing new', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await pull(session, contact())
      await pull(session, contact())
      const rows = await list(session)
      expect(rows.map(({ kind }) => kind)).toEqual(['pulled', 'created', 'connected'])
      expect(rows[0]).toMatchObject({ direction: 'in', data: { counts: { created: 1 } } })
      expect(await list(session, { lead_id: rows[1]!.lead_id })).toMatchObject([
        { kind: 'created', full_name: 'Otto Reis' },
      ])
      expect(await list(session, { after: rows[1] })).toMatchObject([{ kind: 'connected' }])
    }))

  it('forgets what is older than ninety days', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await session.asPostgres((sql) => sql`update public.crm_sync_logs set at = now() - interval '91 days'`)
      await pull(session, contact())
      expect((await list(session)).map(({ kind }) => kind)).toEqual(['pulled', 'created'])
    }))

  itIsForSellers(db, (sql) => sql`select public.list_sync_logs(${aurora.id})`)
})
