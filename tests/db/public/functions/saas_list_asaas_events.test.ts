import { describe, expect, it } from 'vitest'
import { aurora } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { itIsForSaasAdmins } from '../../support/guards.ts'
import { only } from '../../support/inbox.ts'
import { applyEvent, asaasEvent, pendingPurchase } from '../../support/purchases.ts'

const db = await createDatabase()

const list = (session: Session, outcome: string | null) =>
  session.asUser('saas@zelo.test', (sql) => sql`select * from public.saas_list_asaas_events(${outcome})`)

describe('saas_list_asaas_events', () => {
  it('shows what a person must look at, and what else came when asked', () =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      const doubted = asaasEvent('PAYMENT_RECEIVED', { value: 1 })
      await applyEvent(session, doubted)
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      await applyEvent(session, asaasEvent('TRANSFER_DONE'))
      expect(only(await list(session, 'review'))).toMatchObject({
        id: doubted.id,
        reason: 'value_too_low',
        tenant_name: aurora.name,
        purchase_id: id,
        reviewed_at: null,
        raw: doubted,
      })
      expect(only(await list(session, 'applied'))).toMatchObject({ event_type: 'PAYMENT_RECEIVED' })
      expect(await list(session, null)).toHaveLength(3)
    }))

  it('leaves out what was looked at before it counts a page', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into app.asaas_events (id, event_type, outcome, raw, received_at, reviewed_at)
          select 'evt_' || n, 'PAYMENT_RECEIVED', 'review', '{}', now() - n * interval '1 minute',
            case when n <= 120 then now() end
          from generate_series(1, 125) n`,
      )
      const page = (before: unknown = null) =>
        session.asUser(
          'saas@zelo.test',
          (sql) =>
            sql`select * from public.saas_list_asaas_events('review', 3, ${before as Date | null}, true)`,
        )
      const first = await page()
      expect(first.map((row) => row.id)).toEqual(['evt_121', 'evt_122', 'evt_123'])
      expect((await page(first[2]!.received_at)).map((row) => row.id)).toEqual(['evt_124', 'evt_125'])
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_asaas_events()`)
})
