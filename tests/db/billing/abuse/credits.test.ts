import { describe, expect, it } from 'vitest'
import { aurora, creditsOfCast, horizonte, people, personas, type Persona } from '../../support/cast.ts'
import { balanceOf, deductCredits, expectBooksInOrder, ledgerOf, topUpId } from '../../support/credits.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { applyEvent, asaasEvent, pendingPurchase, purchasesOf } from '../../support/purchases.ts'

const db = await createDatabase()

const tables = [
  'whatsapp_credit_packages',
  'whatsapp_credit_purchases',
  'whatsapp_credits_balance',
  'whatsapp_credits_transactions',
  'addon_products',
  'addon_credits',
  'addon_transactions',
]

/** Everything that somebody who wants credits for nothing may think of. */
function attempts(persona: Persona, purchase: string): string[] {
  const self = persona === 'anon' ? people['saas@zelo.test'].id : people[persona].id
  const saas = people['saas@zelo.test'].id
  const clinics = [aurora.id, horizonte.id]
  return [
    ...clinics.flatMap((tenant) => [
      `select public.add_whatsapp_credits('${tenant}', 1000, 'free')`,
      `select public.add_whatsapp_credits('${tenant}', 1000, 'free', 'topup_manual', null, '${saas}', 'please')`,
      `select public.deduct_whatsapp_credits('${tenant}', -1000, 'free')`,
      `select public.refund_whatsapp_credits('${tenant}', 'spent')`,
      `select app.post_credits('${tenant}', 'adjustment', 1000, 'free')`,
      `select app.release_held_credits('${tenant}', gen_random_uuid())`,
      `select app.pay_purchase(c, '{"id":"pay_1","customer":"cus_1"}') from public.whatsapp_credit_purchases c`,
      `select app.close_credit_purchase('${tenant}', '${purchase}', 'failed')`,
      `select app.attach_charge('${tenant}', '${purchase}', '{"payment_id":"pay_of_somebody_else"}')`,
      `update public.whatsapp_credits_balance set balance = 1000000 where tenant_id = '${tenant}'`,
      `update public.whatsapp_credit_purchases set status = 'paid', credits = 1000000 where tenant_id = '${tenant}'`,
      `delete from public.whatsapp_credits_transactions where tenant_id = '${tenant}'`,
      `insert into public.whatsapp_credits_transactions (tenant_id, kind, amount, balance_after, reference)
        values ('${tenant}', 'purchase', 1000, 1000, 'free')`,
    ]),
    `select app.apply_asaas_event('${JSON.stringify(asaasEvent('PAYMENT_RECEIVED'))}')`,
    `select app.apply_asaas_payment('{"id":"pay_1","customer":"cus_1","value":39,"status":"RECEIVED"}')`,
    `select app.begin_credit_purchase('${aurora.id}', null, gen_random_uuid(), '11144477735')`,
    `select public.saas_save_credit_package(gen_random_uuid(), 'Meu pacote', null, 100000, 0.01, true, true)`,
    `select public.saas_top_up_whatsapp_credits('${horizonte.id}', -50, 'porque sim', '${topUpId}', '${self}')`,
    `select public.saas_top_up_whatsapp_credits('${horizonte.id}', 50, 'porque sim', '${topUpId}', null)`,
    `update public.whatsapp_credit_packages set price_brl = 0.01 where true`,
    `update public.notification_channels set provider = 'evolution' where true`,
    `delete from realtime.messages where true`,
  ]
}

/** For those who do not run the service, also the ways of those who do. */
const asSaas = (persona: Persona) => {
  const self = persona === 'anon' ? null : people[persona].id
  const saas = people['saas@zelo.test'].id
  return [self, saas].map(
    (admin) =>
      `select public.saas_top_up_whatsapp_credits('${aurora.id}', 50, 'porque sim', '${topUpId}', ${admin ? `'${admin}'` : 'null'})`,
  )
}

const books = async (session: Session) => ({
  aurora: await balanceOf(session, aurora.id),
  horizonte: await balanceOf(session, horizonte.id),
  ledgers: [await ledgerOf(session, aurora.id), await ledgerOf(session, horizonte.id)],
  purchases: [await purchasesOf(session, aurora.id), await purchasesOf(session, horizonte.id)],
  packages: await session.asPostgres((sql) => sql`select * from public.whatsapp_credit_packages`),
})

describe('a credit for nothing', () => {
  it.each(personas)('is not to be had by %s, however it is tried', (persona) =>
    db.rolledBack(async (session) => {
      const { id } = await pendingPurchase(session)
      await deductCredits(session, 3, 'spent')
      const before = await books(session)
      const isSaas = persona !== 'anon' && people[persona].saas
      const ways = [...attempts(persona, id), ...(isSaas ? [] : asSaas(persona))]
      const went: string[] = []
      for (const way of ways.filter((each) => !isSaas || !each.includes('saas_save_credit_package'))) {
        await session
          .as(persona, (sql) => sql.unsafe(way))
          .then(
            () => went.push(way),
            () => {},
          )
      }
      // a function over rows that row security hides does nothing, and that is no refusal
      expect(went).toEqual([])
      expect(await books(session)).toEqual(before)
      await expectBooksInOrder(session)
    }),
  )

  it.each(tables)('is not written into %s with the secret key either', (table) =>
    db.rolledBack(async (session) => {
      for (const write of [
        `insert into public.${table} default values`,
        `update public.${table} set created_at = now() where true`,
        `delete from public.${table} where true`,
        `truncate public.${table}`,
      ]) {
        await expect(session.asServiceRole((sql) => sql.unsafe(write))).rejects.toMatchObject({
          code: '42501',
        })
      }
    }),
  )

  it('is not had by telling one payment twice, for another purchase or with the same id', () =>
    db.rolledBack(async (session) => {
      const first = await pendingPurchase(session, 'pay_1')
      const second = await pendingPurchase(session, 'pay_2')
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { externalReference: first.id }, 'evt_1'))
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { externalReference: second.id }, 'evt_2'))
      await applyEvent(session, asaasEvent('PAYMENT_RECEIVED', { id: 'pay_2' }, 'evt_1'))
      expect((await balanceOf(session)).balance).toBe(creditsOfCast + 100)
    }))
})
