import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, people, personas, staffOfAurora, strangersToAurora } from '../support/cast.ts'
import { balanceOf, creditsUntouched } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { insufficientPrivilege } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'
import { only } from '../support/inbox.ts'
import {
  applyEvent,
  asaasEvent,
  attachCharge,
  beginPurchase,
  cnpj,
  cpf,
  purchasesOf,
  sellPackage,
} from '../support/purchases.ts'

const db = await createDatabase()

const documentOf = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql`select cpf_cnpj from public.tenants where id = ${aurora.id}`,
  )
  return row!.cpf_cnpj as string | null
}

describe('begin_credit_purchase', () => {
  it('freezes what is bought at its price, and moves no credit', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session, { credits: 250, price: '89.90' })
      const { purchase, may_charge, payer } = await beginPurchase(session, { packageId })
      expect(purchase).toMatchObject({
        package_name: 'Pacote 250',
        credits: 250,
        amount_brl: 89.9,
        status: 'pending',
        created_by: people['admin@aurora.test'].id,
      })
      expect(may_charge).toBe(true)
      expect(payer).toEqual({
        name: aurora.name,
        email: 'admin@aurora.test',
        cpf_cnpj: cpf,
        asaas_customer_id: null,
      })
      await creditsUntouched(session)
    }))

  it('credits what was bought, whatever becomes of the package before it is paid', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      const { purchase } = await beginPurchase(session, { packageId })
      await attachCharge(session, purchase, { payment_id: 'pay_1', customer_id: 'cus_1' })
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credit_packages set credits = 100000, price_brl = 0.01 where id = ${packageId}`,
      )
      const before = (await balanceOf(session)).balance
      expect(await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { value: 0.01 }))).toMatchObject({
        outcome: 'review',
      })
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED'))
      expect((await balanceOf(session)).balance).toBe(before + 100)
    }))

  it('answers a repeated press with the same purchase, and lets one caller at a time charge it', () =>
    db.rolledBack(async (session) => {
      const request = { packageId: await sellPackage(session), clientId: randomUUID() }
      const first = await beginPurchase(session, request)
      const again = await beginPurchase(session, request)
      expect(again).toMatchObject({ purchase: { id: first.purchase.id }, may_charge: false })
      await session.asPostgres(
        (sql) =>
          sql`update public.whatsapp_credit_purchases set charging_until = now() - interval '1 second' where true`,
      )
      expect(await beginPurchase(session, request)).toMatchObject({ may_charge: true })
      await attachCharge(session, first.purchase, { payment_id: 'pay_1' })
      expect(await beginPurchase(session, request)).toMatchObject({
        may_charge: false,
        purchase: { asaas_payment_id: 'pay_1' },
      })
      expect(await purchasesOf(session)).toHaveLength(1)
    }))

  it('remembers the first document of the clinic, and takes another for one purchase', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      expect((await beginPurchase(session, { packageId, document: '111.444.777-35' })).payer.cpf_cnpj).toBe(
        cpf,
      )
      expect(await documentOf(session)).toBe(cpf)
      expect((await beginPurchase(session, { packageId, document: null })).payer.cpf_cnpj).toBe(cpf)
      expect((await beginPurchase(session, { packageId, document: cnpj })).payer.cpf_cnpj).toBe(cnpj)
      expect(await documentOf(session)).toBe(cpf)
    }))

  it('is found again by its id when its package was deleted meanwhile', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      const clientId = randomUUID()
      const { purchase } = await beginPurchase(session, { packageId, clientId })
      await session.asUser(
        'saas@zelo.test',
        (sql) => sql`select public.saas_delete_credit_package(${packageId}, 'Saiu de linha')`,
      )
      for (const again of [packageId, null]) {
        expect(await beginPurchase(session, { packageId: again, clientId })).toMatchObject({
          purchase: { id: purchase.id, package_id: null },
        })
      }
    }))

  it('knows the customer that an earlier purchase under the same document made', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      const { purchase } = await beginPurchase(session, { packageId })
      await attachCharge(session, purchase, { payment_id: 'pay_1', customer_id: 'cus_1' })
      expect((await beginPurchase(session, { packageId })).payer.asaas_customer_id).toBe('cus_1')
      expect((await beginPurchase(session, { packageId, document: cnpj })).payer.asaas_customer_id).toBeNull()
    }))
})

describe('begin_credit_purchase refuses', () => {
  const refuses = (
    session: Session,
    request: Parameters<typeof beginPurchase>[1],
    state: string,
    code: string,
  ) => expectRefusal(() => beginPurchase(session, request), state, code)

  it.each([
    ...strangersToAurora.map((who) => [who, 'not_a_member'] as const),
    ...staffOfAurora.map((who) => [who, 'forbidden'] as const),
  ])('%s: %s', (as, code) =>
    db.rolledBack(async (session) =>
      refuses(session, { as, packageId: await sellPackage(session) }, 'PT403', code),
    ),
  )

  it('a caller without a session', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          session.asAnon(
            (sql) => sql`select app.begin_credit_purchase(${aurora.id}, ${randomUUID()}, ${randomUUID()})`,
          ),
        insufficientPrivilege,
      ),
    ))

  it('a package that is not for sale', () =>
    db.rolledBack(async (session) => {
      const hidden = await sellPackage(session, { active: false })
      for (const packageId of [hidden, randomUUID(), null]) {
        await refuses(session, { packageId }, 'PT404', 'package_not_found')
      }
    }))

  it('a call that could not be recognised when it is repeated', () =>
    db.rolledBack(async (session) =>
      refuses(
        session,
        { packageId: await sellPackage(session), clientId: null },
        'PT400',
        'missing_client_id',
      ),
    ))

  it('another package under the same id', () =>
    db.rolledBack(async (session) => {
      const clientId = randomUUID()
      await beginPurchase(session, { packageId: await sellPackage(session), clientId })
      await refuses(session, { packageId: await sellPackage(session), clientId }, 'PT409', 'client_id_in_use')
    }))

  it.each(['11144477736', '00000000000', '123', '1114447773511222333000181'])('the document %s', (document) =>
    db.rolledBack(async (session) =>
      refuses(session, { packageId: await sellPackage(session), document }, 'PT400', 'invalid_cpf_cnpj'),
    ),
  )

  it('a purchase without any document', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      for (const document of [null, '', ' - ']) {
        await refuses(session, { packageId, document }, 'PT400', 'document_required')
      }
    }))

  it('more charges an hour than a clinic needs', () =>
    db.rolledBack(async (session) => {
      const packageId = await sellPackage(session)
      for (let n = 0; n < 10; n += 1) await beginPurchase(session, { packageId })
      await refuses(session, { packageId }, 'PT429', 'too_many_requests')
      // a charge that the provider refused was asked for all the same
      await session.asPostgres(
        (sql) => sql`update public.whatsapp_credit_purchases set status = 'failed' where true`,
      )
      await refuses(session, { packageId }, 'PT429', 'too_many_requests')
    }))
})

describe('the functions behind a purchase', () => {
  it.each(personas)('are out of reach of %s', (persona) =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      for (const call of [
        `app.attach_charge('${aurora.id}', '${id}', '{}')`,
        `app.close_credit_purchase('${aurora.id}', '${id}', 'failed')`,
        `app.apply_asaas_event('{}')`,
        `app.apply_asaas_payment('{}')`,
        `app.pay_purchase(null, '{}')`,
        `app.reverse_purchase(null, '{}', 1)`,
        `app.claim_purchases_to_check(1)`,
        `app.claim_purchase_check('${aurora.id}', '${id}')`,
        `app.note_asaas_webhook(false, '')`,
        `app.require_payer_document('${aurora.id}', '')`,
      ]) {
        await expectRefusal(
          () => session.as(persona, (sql) => sql.unsafe(`select ${call}`)),
          insufficientPrivilege,
        )
      }
    }),
  )
})

describe('races', () => {
  it('of one press, 16 times at once: one purchase, one caller who may charge', async () => {
    const request = { packageId: await sellPackage(db), clientId: randomUUID() }
    const all = await Promise.all(Array.from({ length: 16 }, () => beginPurchase(db, request)))
    expect(new Set(all.map((one) => one.purchase.id)).size).toBe(1)
    expect(all.filter((one) => one.may_charge)).toHaveLength(1)
    only(await purchasesOf(db))
  })
})
