import { describe, expect, it } from 'vitest'
import { ask, callAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { clinicAsCompany, paidSession } from '../support/receipts.ts'

const db = await createDatabase()

describe('retry_service_invoice', () => {
  it('tries again what failed, and leaves alone what did not', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await clinicAsCompany(session)
      const [invoice] = await ask<{ id: string }[]>(session, 'issue_service_invoices', { payment_id: id })
      const jobs = () =>
        session.asPostgres(
          (sql) => sql`select from app.jobs where kind = 'service_invoice' and finished_at is null`,
        )
      const before = (await jobs()).length
      expect(await ask(session, 'retry_service_invoice', { id: invoice!.id })).toMatchObject({
        state: 'pending',
      })
      expect(await jobs()).toHaveLength(before)
      await session.asPostgres(
        (sql) => sql`update app.jobs set finished_at = now() where kind = 'service_invoice'`,
      )
      await session.asService(
        (sql) => sql`
        select app.complete_service_invoice(${aurora.id}, ${invoice!.id}, '{"outcome": "refused", "reason": "unavailable"}')`,
      )
      expect(await ask(session, 'retry_service_invoice', { id: invoice!.id })).toMatchObject({
        state: 'pending',
        error: null,
      })
      expect(await jobs()).toHaveLength(1)
      await expectError(
        ask(session, 'retry_service_invoice', { id: patients.ana }),
        'PT404',
        'invoice_not_found',
      )
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'retry_service_invoice', { id: sessionId }))
