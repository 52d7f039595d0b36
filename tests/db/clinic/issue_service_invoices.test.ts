import { describe, expect, it } from 'vitest'
import { ask, callAgenda, sessionId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForTheDesk } from '../support/money.ts'
import { clinicAsCompany, documents, helenaAsPerson, paidSession } from '../support/receipts.ts'

const db = await createDatabase()
interface Invoice {
  id: string
  state: string
  number: string | null
}
const issued = (session: Session, payment_id: string) =>
  ask<Invoice[]>(session, 'issue_service_invoices', { payment_id })
const complete = (session: Session, id: string, outcome: object) =>
  session.asService(
    (sql) => sql`select app.complete_service_invoice(${aurora.id}, ${id}, ${sql.json(outcome as never)})`,
  )

describe('issue_service_invoices', () => {
  it('asks for one a payment and company, once', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await clinicAsCompany(session)
      const [invoice] = await issued(session, id)
      expect(await issued(session, id)).toEqual([invoice])
      const rows = await session.asPostgres(
        (sql) => sql`
        select content, provider_document, amount_cents from public.service_invoices`,
      )
      expect([...rows]).toMatchObject([
        {
          provider_document: documents.clinic,
          amount_cents: 18000,
          content: { description: 'Atendimento', payer: { document: documents.ana }, service_item: '4.16' },
        },
      ])
      const jobs = await session.asPostgres(
        (sql) => sql`select payload from app.jobs where kind = 'service_invoice'`,
      )
      expect([...jobs]).toMatchObject([{ payload: { id: invoice!.id } }])
    }))

  it('refuses where nothing can be issued', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await expectError(issued(session, id), 'PT409', 'invoices_are_off')
      await clinicAsCompany(session, { document: documents.helena })
      await expectError(issued(session, id), 'PT409', 'receipt_provider_incomplete')
      await clinicAsCompany(session)
      await helenaAsPerson(session)
      await expectError(issued(session, id), 'PT409', 'nothing_to_invoice')
      await expectError(issued(session, sessionId), 'PT404', 'money_entry_not_found')
    }))

  it('needs the CPF of who paid', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session, { cpf: null })
      await clinicAsCompany(session)
      await expectError(issued(session, id), 'PT409', 'payer_document_missing')
    }))

  it('is recorded once, and a refusal is kept and can be tried again', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await clinicAsCompany(session)
      const [invoice] = await issued(session, id)
      await complete(session, invoice!.id, { outcome: 'refused', reason: 'CPF inválido' })
      expect(await issued(session, id)).toMatchObject([{ state: 'failed', error: 'CPF inválido' }])
      expect(await ask(session, 'retry_service_invoice', { id: invoice!.id })).toMatchObject({
        state: 'pending',
        error: null,
      })
      await complete(session, invoice!.id, { outcome: 'issued', number: '7' })
      await complete(session, invoice!.id, { outcome: 'issued', number: '8' })
      await complete(session, invoice!.id, { outcome: 'refused', reason: 'late' })
      expect(await issued(session, id)).toMatchObject([{ state: 'issued', number: '7' }])
    }))
})

itIsForTheDesk(db, (sql) => callAgenda(sql, 'select %s', 'issue_service_invoices', { payment_id: sessionId }))
