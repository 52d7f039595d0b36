import { describe, expect, it } from 'vitest'
import { people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForSaasAdmins } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import { applyEvent, asaasEvent, pendingPurchase } from '../support/purchases.ts'

const db = await createDatabase()

const review = (session: Session, id: string) =>
  session.asUser('saas@zelo.test', (sql) => sql`select public.saas_review_asaas_event(${id})`)

describe('saas_review_asaas_event', () => {
  it('notes who looked, the first time', () =>
    db.rolledBack(async (session) => {
      await pendingPurchase(session)
      const { id } = asaasEvent('PAYMENT_RECEIVED')
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { value: 1 }, id))
      const seen = () =>
        session.asPostgres(
          (sql) => sql`select reviewed_at, reviewed_by from app.asaas_events where id = ${id}`,
        )
      await review(session, id)
      const first = only(await seen())
      expect(first).toMatchObject({ reviewed_by: people['saas@zelo.test'].id, reviewed_at: expect.any(Date) })
      await review(session, id)
      expect(only(await seen())).toEqual(first)
    }))

  it('knows only events that wait for somebody', () =>
    db.rolledBack(async (session) => {
      const event = asaasEvent('PAYMENT_RECEIVED')
      await applyEvent(session, event)
      for (const id of [event.id, 'evt_unknown']) {
        await expectRefusal(() => review(session, id), 'PT404', 'event_not_found')
      }
    }))

  itIsForSaasAdmins(db, (sql) => sql`select public.saas_review_asaas_event('evt_1')`)
})
