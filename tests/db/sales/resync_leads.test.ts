import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { connectDinamize, syncOf, waiting } from '../support/dinamize.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers, leader, leadId, saveLead } from '../support/sales.ts'

const db = await createDatabase()

const resync = (session: Session, which?: string | null, lead: string | null = null) =>
  ask<number>(session, 'resync_leads', { which, lead_id: lead }, leader)
const fail = (session: Session) =>
  session.asPostgres(async (sql) => {
    await sql`update public.crm_lead_sync set status = 'failed', error = '480030' where lead_id = ${leadId}`
    await sql`update app.jobs set finished_at = now() where kind = 'push_lead'`
  })

describe('resync_leads', () => {
  it('has what failed written again, once', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await saveLead(session)
      await fail(session)
      expect(await resync(session, 'failed')).toBe(1)
      expect(await resync(session, 'failed')).toBe(0)
      expect(await waiting(session)).toEqual([{ lead: leadId }])
      expect(await syncOf(session, leadId)).toMatchObject({ status: 'pending', error: null })
    }))

  it('sends one, or all that are open and have an address', () =>
    db.rolledBack(async (session) => {
      await saveLead(session)
      await saveLead(
        session,
        { full_name: 'Sem Endereço', email: '', phone: '11977770009' },
        { id: '5e000000-0000-4000-8000-000000000002' },
      )
      await connectDinamize(session)
      expect(await resync(session, 'one', leadId)).toBe(1)
      await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'push_lead'`)
      expect(await resync(session, 'all')).toBe(1)
      expect(await waiting(session)).toEqual([{ lead: leadId }])
    }))

  it('sends nothing to who opted out', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      await saveLead(session)
      await session.asPostgres((sql) => sql`update public.crm_lead_sync set status = 'opted_out'`)
      expect(await resync(session, 'all')).toBe(0)
    }))

  it('refuses what it does not know, and without a connection', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => resync(session, 'failed'), 'PT409', 'dinamize_not_connected')
      await connectDinamize(session)
      await expectRefusal(() => resync(session, 'some'), 'PT400', 'invalid_filter')
      await expectRefusal(() => resync(session, 'one'), 'PT400', 'invalid_filter')
      await expectRefusal(() => resync(session, 'one', leadId), 'PT404', 'lead_not_found')
      await expectRefusal(() => ask(session, 'resync_leads', { which: 'all' }), 'PT403', 'forbidden')
    }))

  itIsForSellers(db, (sql) => sql`select public.resync_leads(${aurora.id})`)
})
