import { describe, expect, it } from 'vitest'
import {
  ask,
  callAgenda,
  helena,
  otherSessionId,
  book,
  patients,
  sessionId,
  sueli,
} from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { charges, day, receive } from '../support/money.ts'
import {
  clinicAsCompany,
  documents,
  helenaAsPerson,
  issue,
  paidSession,
  type Receipt,
} from '../support/receipts.ts'

const db = await createDatabase()

describe('issue_receipts', () => {
  it('says who was paid, by whom, for whom, how much and when, and keeps it', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const [receipt, ...more] = await issue(session, id)
      expect(more).toEqual([])
      expect(receipt).toMatchObject({
        payment_id: id,
        patient_id: patients.ana,
        therapist_id: helena,
        number: 1,
        year: Number(day(0).slice(0, 4)),
        amount_cents: 18000,
        cancelled_at: null,
        content: {
          provider: {
            kind: 'pf',
            name: 'Helena Maria Prado',
            document: documents.helena,
            address: 'Rua Augusta, 1500',
            city: 'São Paulo',
          },
          professional: { council: 'CRP 06/123456' },
          payer: { name: 'Ana Prado', document: documents.ana },
          patient: { name: 'Ana Prado', document: documents.ana },
          amount_cents: 18000,
          paid_on: day(0),
          method: 'pix',
          days: [day(0)],
        },
      })
      expect(receipt!.sha256).toMatch(/^[0-9a-f]{64}$/)
      // what is said of the provider later changes no paper
      await helenaAsPerson(session, { legal_name: 'Outra' })
      expect(await issue(session, id)).toEqual([receipt])
    }))

  it('names the clinic where it is paid, with its CNPJ of letters', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await clinicAsCompany(session)
      expect(await issue(session, id)).toMatchObject([
        {
          content: { provider: { kind: 'clinic', name: 'Clínica Aurora Ltda.', document: documents.clinic } },
        },
      ])
    }))

  it('needs to know the CPF or CNPJ of who was paid', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session, { document: '' })
      await expectError(issue(session, id), 'PT409', 'receipt_provider_incomplete')
    }))

  it('is one a patient and therapist, and their numbers follow each other', () =>
    db.rolledBack(async (session) => {
      const { charge } = await paidSession(session)
      await clinicAsCompany(session)
      await helenaAsPerson(session)
      await book(session, { id: otherSessionId, therapist_id: sueli, start_local: `${day(1)}T10:00` })
      const open = (await charges(session)).filter(({ state }) => state === 'unpaid')
      await ask(session, 'reverse_entry', {
        id: sessionId,
        entry_id: (await lastPayment(session)).id,
        reason: 'Engano',
      })
      const both = await receive(
        session,
        [charge, ...open].map((each) => ({ ...each, paid_cents: 0 })),
      )
      const made = await issue(session, both.id)
      expect(
        made.map(({ number, amount_cents, content }) => [number, amount_cents, content.provider.kind]),
      ).toEqual(
        expect.arrayContaining([
          [expect.any(Number), 18000, 'pf'],
          [expect.any(Number), 18000, 'clinic'],
        ]),
      )
      expect(made.map(({ number }) => number).sort()).toEqual([1, 2])
    }))

  it('tells nothing of a session that nobody came to', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await ask(session, 'set_attendance', { id: sessionId, patient_id: patients.ana, status: 'missed' })
      await helenaAsPerson(session)
      expect((await issue(session, id))[0]!.content.days).toEqual([])
    }))

  it('is cancelled by a refund, and what is left gets another', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      await issue(session, id)
      await ask(session, 'refund_payment', {
        id: patients.davi,
        payment_id: id,
        amount_cents: 8000,
        method: 'pix',
        reason: 'Acordo',
      })
      const all = await ask<Receipt[]>(session, 'list_receipts', { payment_id: id })
      expect(all).toMatchObject([{ number: 1, cancel_reason: 'Valor devolvido' }])
      expect(await issue(session, id)).toMatchObject([{ number: 2, amount_cents: 10000, cancelled_at: null }])
    }))

  it('is cancelled by a reversal, and there is nothing left to say', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      await issue(session, id)
      await ask(session, 'reverse_entry', { id: patients.davi, entry_id: id, reason: 'Não caiu' })
      expect(await ask(session, 'list_receipts', { payment_id: id })).toMatchObject([
        { cancel_reason: 'Pagamento estornado' },
      ])
      await expectError(issue(session, id), 'PT409', 'nothing_to_receipt')
    }))

  it('is the therapist’s for the own sessions alone', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      expect(await issue(session, id, 'terapeuta@aurora.test')).toMatchObject([{ therapist_id: helena }])
      await book(session, { id: otherSessionId, therapist_id: sueli, start_local: `${day(1)}T10:00` })
      const other = await receive(
        session,
        (await charges(session)).filter(({ state }) => state === 'unpaid'),
      )
      await expectError(issue(session, other.id, 'terapeuta@aurora.test'), 'PT404', 'money_entry_not_found')
    }))

  it('is not the supervisor’s', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      await expectRefusal(() => issue(session, id, 'supervisor@aurora.test'), 'PT403', 'forbidden')
    }))

  it('never changes afterwards', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      await issue(session, id)
      await expectError(
        session.asPostgres((sql) => sql`update public.receipts set amount_cents = 1`),
        'PT409',
        'document_issued',
      )
    }))

  it('gives the number of a cancelled one to nobody', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      const [first] = await issue(session, id)
      await ask(session, 'cancel_receipt', { id: first!.id, reason: 'Errado' })
      expect(await issue(session, id)).toMatchObject([{ number: 2 }])
    }))

  it('refuses what is no payment', () =>
    db.rolledBack(async (session) => {
      const { charge } = await paidSession(session)
      await expectError(issue(session, charge.id), 'PT404', 'money_entry_not_found')
    }))
})

async function lastPayment(session: Parameters<typeof ask>[0]): Promise<{ id: string }> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`select id from public.money_payments order by created_at desc limit 1`,
  )
  return row!
}

itIsForMembers(db, (sql) => callAgenda(sql, 'select %s', 'issue_receipts', { payment_id: sessionId }))
