import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openAgenda, patients } from '../support/agenda.ts'
import { createDatabase } from '../support/database.ts'
import {
  cancel,
  checkout,
  expectOrdersInOrder,
  expire,
  fulfil,
  getOrder,
  order,
  paidEvent,
  pay,
  refund,
  stripeEvent,
  takeBack,
  tellStripe,
} from '../support/orders.ts'
import { propertyRuns } from '../support/property-runs.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()
const acts = [
  'pay',
  'part',
  'stripe',
  'fulfil',
  'one',
  'back',
  'refund',
  'credit',
  'cancel',
  'expire',
  'panel',
  'dispute',
  'won',
] as const

it('in any story the money of an order is what came minus what went, and the stock is what was moved', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...acts), { minLength: 3, maxLength: 9 }), (story) =>
      db.rolledBack(async (session) => {
        await openAgenda(session)
        const { variant } = await shelve(session, { quantity: 3 })
        const placed = await order(session, variant, { patient_id: patients.ana })
        const page = await checkout(session, placed.id)
        const about = { payment_intent_id: page.intent }
        let told = 0
        for (const act of story) {
          const now = await getOrder(session, placed.id)
          const tries: Record<(typeof acts)[number], () => Promise<unknown>> = {
            pay: () => pay(session, placed.id, Math.max(now.due_cents, 1)),
            part: () => pay(session, placed.id, 1234),
            stripe: () => tellStripe(session, paidEvent(page)),
            fulfil: () => fulfil(session, placed.id),
            one: () => fulfil(session, placed.id, [{ item_id: placed.items[0]!.id, quantity: 1 }]),
            back: () => takeBack(session, placed, 1),
            refund: () => refund(session, placed.id, 777),
            credit: () => refund(session, placed.id, 333, 'credit'),
            cancel: () => cancel(session, placed.id, 'money'),
            expire: () => expire(session, placed.id),
            panel: () =>
              tellStripe(
                session,
                stripeEvent('refunded', { ...about, object_id: 'ch_1', refunded_cents: (told += 500) }),
              ),
            dispute: () =>
              tellStripe(
                session,
                stripeEvent('disputed', { ...about, object_id: 'dp_1', amount_cents: 9980 }),
              ),
            won: () =>
              tellStripe(
                session,
                stripeEvent('dispute_closed', {
                  ...about,
                  object_id: 'dp_1',
                  amount_cents: 9980,
                  status: 'won',
                }),
              ),
          }
          // a refusal is an answer too; a fault of the database is none
          await tries[act]().catch((error: { code?: string }) => expect(String(error.code)).toMatch(/^PT4/))
          await expectOrdersInOrder(session)
        }
        expect(await expire(session, randomUUID())).toBe('gone')
      }),
    ),
    { numRuns: propertyRuns(12) },
  )
})
