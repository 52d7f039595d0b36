import { describe, expect, it } from 'vitest'
import { callAgenda, list, book, otherSessionId, sueli } from '../support/agenda.ts'
import type { Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { itIsForMembers } from '../support/guards.ts'
import { charges, day, receive } from '../support/money.ts'
import { clinicAsCompany, documents, helenaAsPerson, issue, paidSession } from '../support/receipts.ts'

const db = await createDatabase()

interface Payment {
  id: string
  number: string
  paid_on: Date
  amount_cents: number
}
const payments = (session: Session, args: object = {}, as?: Email) =>
  list<Payment>(session, 'list_received_payments', { ...args }, as)

describe('list_received_payments', () => {
  it('shows what was paid, for whom, with its papers', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await clinicAsCompany(session)
      await helenaAsPerson(session)
      await issue(session, id)
      expect(await payments(session)).toMatchObject([
        {
          id,
          amount_cents: 18000,
          payer_name: 'Aninha',
          payer_document: documents.ana,
          patients: 'Aninha',
          receipts: [{ number: 1, is_cancelled: false }],
          invoices: [],
          may_invoice: false,
        },
      ])
      await helenaAsPerson(session, { receives_as: 'clinic', document: '' })
      expect(await payments(session)).toMatchObject([{ may_invoice: true }])
    }))

  it('pages from the newest on, and a therapist sees the own', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await book(session, { id: otherSessionId, therapist_id: sueli, start_local: `${day(1)}T10:00` })
      const other = await receive(
        session,
        (await charges(session)).filter(({ state }) => state === 'unpaid'),
      )
      const [first] = await payments(session, { limit: 1 })
      expect(first!.id).toBe(other.id)
      const after = { paid_on: day(0), number: Number(first!.number) }
      expect((await payments(session, { after })).map((row) => row.id)).toEqual([id])
      expect((await payments(session, {}, 'terapeuta@aurora.test')).map((row) => row.id)).toEqual([id])
      expect(await payments(session, { where: { to: day(-1) } })).toEqual([])
      expect(await payments(session, { where: { payment_id: id } })).toHaveLength(1)
      await expectError(payments(session, { where: { from: 'ontem' } }), 'PT400', 'invalid_date')
    }))
})

itIsForMembers(db, (sql) => callAgenda(sql, 'select * from %s', 'list_received_payments'))
