import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { applyEvent, asaasEvent, pendingPurchase } from '../support/purchases.ts'

const db = await createDatabase()

const list = (session: Session, outcome: string | null) =>
  session.asUser('saas@zelo.test', (sql) => sql`select * from public.saas_list_asaas_events(${outcome})`)

/** Three of those that nobody has looked at, after a row of the page before. */
const page = (session: Session, after: { moment?: string; id?: string } = {}) =>
  session.asUser(
    'saas@zelo.test',
    (sql) => sql`
      select *, received_at::text as moment
      from public.saas_list_asaas_events('review', 3, ${after.moment ?? null}::text::timestamptz, ${after.id ?? null}, true)`,
  )

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
      const first = await page(session)
      expect(first.map((row) => row.id)).toEqual(['evt_121', 'evt_122', 'evt_123'])
      expect((await page(session, first[2])).map((row) => row.id)).toEqual(['evt_124', 'evt_125'])
    }))

  it('loses none that came in one moment to the end of a page', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`
          insert into app.asaas_events (id, event_type, outcome, raw)
          select 'evt_' || n, 'PAYMENT_RECEIVED', 'review', '{}' from generate_series(1, 5) n`,
      )
      const first = await page(session)
      const ids = [...first, ...(await page(session, first[2]))].map((row) => row.id as string)
      expect(ids).toEqual(['evt_5', 'evt_4', 'evt_3', 'evt_2', 'evt_1'])
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_list_asaas_events()`)
})
