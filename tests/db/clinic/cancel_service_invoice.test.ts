import { describe, expect, it } from 'vitest'
import { ask, callAgenda, patients, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { clinicAsCompany, paidSession } from '../support/receipts.ts'

const db = await createDatabase()

async function invoice(session: Session): Promise<{ id: string; paymentId: string }> {
  const { id } = await paidSession(session)
  await clinicAsCompany(session)
  const [made] = await ask<{ id: string }[]>(session, 'issue_service_invoices', { payment_id: id })
  return { id: made!.id, paymentId: id }
}
const complete = (session: Session, id: string, outcome: object) =>
  session.asService(
    (sql) => sql`select app.complete_service_invoice(${aurora.id}, ${id}, ${sql.json(outcome as never)})`,
  )
const begin = async (session: Session, id: string) =>
  (await session.asService((sql) => sql`select app.begin_service_invoice(${aurora.id}, ${id}) as answer`))[0]!
    .answer

describe('cancel_service_invoice', () => {
  it('asks for it, and the job does it; another can be issued then', () =>
    db.rolledBack(async (session) => {
      const { id, paymentId } = await invoice(session)
      await complete(session, id, { outcome: 'issued', number: '7' })
      expect(await begin(session, id)).toMatchObject({ act: 'nothing' })
      const asked = await ask(session, 'cancel_service_invoice', { id, reason: 'Valor errado' })
      expect(asked).toMatchObject({ state: 'issued', is_cancelling: true })
      expect(await begin(session, id)).toMatchObject({
        act: 'cancel',
        number: '7',
        cancel_reason: 'Valor errado',
      })
      await complete(session, id, { outcome: 'cancelled' })
      expect(await begin(session, id)).toMatchObject({ act: 'nothing' })
      const [next] = await ask<{ id: string; state: string }[]>(session, 'issue_service_invoices', {
        payment_id: paymentId,
      })
      expect(next!.id).not.toBe(id)
    }))

  it('that is refused leaves it as it was, with the reason', () =>
    db.rolledBack(async (session) => {
      const { id } = await invoice(session)
      await complete(session, id, { outcome: 'issued', number: '7' })
      await ask(session, 'cancel_service_invoice', { id, reason: 'Valor errado' })
      await complete(session, id, { outcome: 'refused', reason: 'Prazo' })
      const [row] = await session.asPostgres(
        (sql) => sql`select state, error, cancel_asked_at from public.service_invoices`,
      )
      expect(row).toMatchObject({ state: 'issued', error: 'Prazo', cancel_asked_at: null })
    }))

  it('needs a reason', () =>
    db.rolledBack(async (session) => {
      const { id } = await invoice(session)
      await expectError(
        ask(session, 'cancel_service_invoice', { id, reason: '' }),
        'PT400',
        'money_reason_required',
      )
      await expectError(
        ask(session, 'cancel_service_invoice', { id: patients.ana, reason: 'x' }),
        'PT404',
        'invoice_not_found',
      )
    }))
})

itIsForTheDesk(db, (sql) =>
  callAgenda(sql, 'select %s', 'cancel_service_invoice', { id: sessionId, reason: 'x' }),
)
