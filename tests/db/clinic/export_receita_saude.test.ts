import { describe, expect, it } from 'vitest'
import { ask, callAgenda, helena, patients, sessionId } from '../support/agenda.ts'
import type { Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { charges, day } from '../support/money.ts'
import { documents, helenaAsPerson, paidSession } from '../support/receipts.ts'

const db = await createDatabase()
const exported = (session: Session, changes: object = {}, as?: Email) =>
  ask<{ lines: number; files: string[] }>(
    session,
    'export_receita_saude',
    { id: crypto.randomUUID(), therapist_id: helena, from: day(-30), to: day(0), ...changes },
    as,
  )

describe('export_receita_saude', () => {
  it('writes sixteen fields without a header', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await helenaAsPerson(session)
      const { lines, files } = await exported(session)
      expect(lines).toBe(1)
      expect(files).toHaveLength(1)
      expect(files[0]!.endsWith('\r\n')).toBe(true)
      const [year, month, date] = day(0).split('-')
      expect(files[0]!.trimEnd().split(';')).toEqual([
        `${date}/${month}/${year}`,
        'R01.001.001',
        '255',
        '180,00',
        '',
        'Atendimento',
        'PF',
        documents.ana,
        documents.ana,
        '',
        '',
        '',
        '',
        'S',
        documents.helena,
        '123456',
      ])
    }))

  it('says S where the CPF of the beneficiary is not known, and names no sessions', () =>
    db.rolledBack(async (session) => {
      await paidSession(session, { cpf: null })
      await helenaAsPerson(session)
      // a mother pays: her CPF is known, the child's is not
      await session.asPostgres(
        (sql) => sql`
        update public.payers set identity = 'document:x', patient_id = null, full_name = 'Marta Prado', cpf = ${documents.ana}`,
      )
      const fields = (await exported(session)).files[0]!.trimEnd().split(';')
      expect(fields.slice(7, 10)).toEqual([documents.ana, '', 'S'])
    }))

  it('marks what it wrote: again only by choice, the same id is the same export', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await helenaAsPerson(session)
      const id = crypto.randomUUID()
      const first = await exported(session, { id })
      expect(await exported(session, { id })).toEqual(first)
      await expectError(exported(session), 'PT409', 'nothing_to_export')
      expect((await exported(session, { again: true })).files).toEqual(first.files)
      await expectError(exported(session), 'PT409', 'nothing_to_export')
      expect(
        await ask(session, 'list_receita_saude', { therapist_id: helena, from: day(-1), to: day(0) }),
      ).toMatchObject({
        rows: [{ exported_cents: 18000, exported_at: expect.any(String) }],
        refunded: [],
      })
    }))

  it('lists what was refunded after it was exported', () =>
    db.rolledBack(async (session) => {
      const { id } = await paidSession(session)
      await helenaAsPerson(session)
      await exported(session)
      await ask(session, 'refund_payment', {
        id: patients.davi,
        payment_id: id,
        amount_cents: 5000,
        method: 'pix',
        reason: 'Acordo',
      })
      expect(
        await ask(session, 'list_receita_saude', { therapist_id: helena, from: day(-1), to: day(0) }),
      ).toMatchObject({
        refunded: [{ payment_id: id, exported_cents: 18000, amount_cents: 13000 }],
      })
      await ask(session, 'refund_payment', {
        id: patients.caio,
        payment_id: id,
        amount_cents: 13000,
        method: 'pix',
        reason: 'Acordo',
      })
      expect(
        await ask(session, 'list_receita_saude', { therapist_id: helena, from: day(-1), to: day(0) }),
      ).toMatchObject({
        rows: [],
        refunded: [{ payment_id: id, exported_cents: 18000, amount_cents: 0 }],
      })
    }))

  it('refuses what is incomplete, or leaves it out by choice', () =>
    db.rolledBack(async (session) => {
      await paidSession(session, { cpf: null })
      await helenaAsPerson(session)
      await expectError(exported(session), 'PT409', 'receita_saude_incomplete')
      await expectError(exported(session, { complete_only: true }), 'PT409', 'nothing_to_export')
      await helenaAsPerson(session, { occupation: '' })
      await expectError(exported(session, { complete_only: true }), 'PT409', 'receita_saude_incomplete')
    }))

  it('leaves a company that pays to the invoices', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await helenaAsPerson(session)
      await session.asPostgres(
        (sql) => sql`
        update public.payers set identity = 'document:x', patient_id = null, full_name = 'Escola', cpf = ${documents.clinic}`,
      )
      await expectError(exported(session), 'PT409', 'nothing_to_export')
    }))

  it('begins another file after a thousand lines', () =>
    db.rolledBack(async (session) => {
      const { charge } = await paidSession(session)
      await helenaAsPerson(session)
      await session.asPostgres(
        (sql) => sql`
        with paid as (
          insert into public.money_entries (tenant_id, payer_id, patient_id, kind, amount_cents, balance_after_cents, method, occurred_on)
          select c.tenant_id, c.payer_id, c.patient_id, 'payment', -100, 0, 'pix', ${day(0)} from public.money_charges c, generate_series(1, 1000)
          where c.id = ${charge.id} returning *)
        insert into public.money_payments (tenant_id, id, payer_id, amount_cents) select tenant_id, id, payer_id, 100 from paid`,
      )
      const { lines, files } = await exported(session)
      expect(lines).toBe(1001)
      expect(files.map((file) => file.trimEnd().split('\r\n').length)).toEqual([1000, 1])
    }))

  it('adds what was paid later, and is a therapist’s own', () =>
    db.rolledBack(async (session) => {
      const { charge } = await paidSession(session)
      await helenaAsPerson(session)
      await exported(session, {}, 'terapeuta@aurora.test')
      await ask(session, 'receive_payment', {
        id: crypto.randomUUID(),
        payer_id: charge.payer_id,
        charge_ids: [],
        amount_cents: 2500,
        method: 'pix',
      })
      expect((await exported(session)).files[0]).toContain(';25,00;')
      expect(await charges(session)).toHaveLength(1)
    }))

  it('is not the supervisor’s', () =>
    db.rolledBack(async (session) => {
      await paidSession(session)
      await helenaAsPerson(session)
      await expectRefusal(() => exported(session, {}, 'supervisor@aurora.test'), 'PT403', 'forbidden')
      await expectError(exported(session, { id: null }), 'PT400', 'missing_client_id')
    }))
})

itIsForMembers(db, (sql) =>
  callAgenda(sql, 'select %s', 'export_receita_saude', {
    id: sessionId,
    therapist_id: helena,
    from: day(0),
    to: day(0),
  }),
)
