import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { book, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { charges, day, itIsForTheDesk, receive } from '../support/money.ts'
import { attachPix, beginPix, checks, connectPix, pendingPix, pixOf } from '../support/pix.ts'

const db = await createDatabase()

async function twoCharges(session: Session) {
  await openAgenda(session)
  await connectPix(session)
  await book(session, { start_local: `${day(2)}T15:00` })
  await book(session, { id: patients.bia, start_local: `${day(3)}T15:00` })
  return charges(session)
}

describe('begin_pix_charge', () => {
  it('asks for what is open of several charges, once for its id', () =>
    db.rolledBack(async (session) => {
      const all = await twoCharges(session)
      await receive(session, all.slice(0, 1), { amount: 5000 })
      const id = randomUUID()
      const first = await beginPix(session, all, { id })
      expect(first).toMatchObject({
        may_charge: true,
        pix: { id, amount_cents: 31000, amount_brl: 310, status: 'pending' },
      })
      expect(first.payer).toMatchObject({ cpf_cnpj: '11144477735' })
      // a double click waits for the first
      expect(await beginPix(session, all, { id })).toMatchObject({ may_charge: false, pix: { id } })
      await expectError(beginPix(session, all.slice(1), { id }), 'PT409', 'client_id_in_use')
      // whoever died is found again
      expect(await checks(session, id)).toEqual([{ is_due: false }])
    }))

  it('sends the same PIX once more instead of making a second one', () =>
    db.rolledBack(async (session) => {
      const { pix, charges: all } = await pendingPix(session)
      expect(await beginPix(session, all.slice(0, 1))).toMatchObject({
        may_charge: false,
        pix: { id: pix.id },
      })
      // one that asks for more takes its place
      const both = await beginPix(session, all)
      expect(both.pix.id).not.toBe(pix.id)
      expect(await checks(session, pix.id)).toContainEqual({ is_due: true })
      await attachPix(session, both.pix.id, 'pay_2')
      expect(await beginPix(session, all)).toMatchObject({ pix: { id: both.pix.id } })
    }))

  it('makes a new one when the amount has changed, and has the old one taken off', () =>
    db.rolledBack(async (session) => {
      const { pix, charges: all } = await pendingPix(session)
      await receive(session, all.slice(0, 1), { amount: 5000 })
      expect(await checks(session, pix.id)).toContainEqual({ is_due: true })
      expect(await beginPix(session, all.slice(0, 1))).toMatchObject({
        may_charge: true,
        pix: { amount_cents: 13000 },
      })
    }))

  it('gives a charge that nobody recorded to the next when its time is over', () =>
    db.rolledBack(async (session) => {
      const all = await twoCharges(session)
      const { pix } = await beginPix(session, all)
      await session.asPostgres(
        (sql) =>
          sql`update app.pix_charges set charging_until = now() - interval '1 second' where id = ${pix.id}`,
      )
      expect(await beginPix(session, all, { id: pix.id })).toMatchObject({
        may_charge: true,
        pix: { id: pix.id },
      })
      expect(await pixOf(session, pix.id)).toMatchObject({ asaas_payment_id: null })
    }))

  it('refuses what is paid, of several payers, unknown, or without a document or an account', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: `${day(2)}T15:00` })
      await book(session, { id: patients.bia, patient_ids: [patients.bia], start_local: `${day(3)}T15:00` })
      const all = await charges(session)
      await expectError(beginPix(session, all.slice(0, 1)), 'PT409', 'pix_not_connected')
      await connectPix(session)
      await expectError(beginPix(session, all), 'PT404', 'session_charge_not_found')
      await expectError(beginPix(session, [{ id: randomUUID() }]), 'PT404', 'session_charge_not_found')
      await expectError(beginPix(session, []), 'PT404', 'session_charge_not_found')
      await expectError(beginPix(session, all.slice(0, 1), { id: null }), 'PT400', 'missing_client_id')
      await expectError(beginPix(session, all.slice(0, 1), { document: '123' }), 'PT400', 'invalid_cpf_cnpj')
      await expectError(
        beginPix(session, all.slice(0, 1), { document: null }),
        'PT400',
        'payer_document_required',
      )
      await receive(session, all.slice(0, 1))
      await expectError(beginPix(session, all.slice(0, 1)), 'PT409', 'already_paid')
    }))

  it('asked for by two at once is one PIX', async () => {
    const all = await twoCharges(db)
    const begun = await Promise.all([beginPix(db, all), beginPix(db, all), beginPix(db, all)])
    expect(new Set(begun.map(({ pix }) => pix.id)).size).toBe(1)
    expect(begun.filter(({ may_charge }) => may_charge)).toHaveLength(1)
  })
})

itIsForTheDesk(
  db,
  (sql) => sql`select app.begin_pix_charge(${aurora.id}, ${randomUUID()}, ${[randomUUID()]})`,
)
