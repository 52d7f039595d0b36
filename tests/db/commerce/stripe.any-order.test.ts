import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openAgenda, patients } from '../support/agenda.ts'
import { createDatabase, type Session } from '../support/database.ts'
import {
  checkout,
  expectOrdersInOrder,
  getOrder,
  order,
  paidEvent,
  stripeEvent,
  tellStripe,
} from '../support/orders.ts'
import { propertyRuns } from '../support/property-runs.ts'
import { shelve } from '../support/stock.ts'

const db = await createDatabase()

type Page = Awaited<ReturnType<typeof checkout>>
/** What Stripe tells of one payment, in the order in which it happened. */
const stories: Record<string, (page: Page) => object[]> = {
  'a card that is paid, and given back in two parts': (page) => {
    const about = { payment_intent_id: page.intent, object_id: 'ch_1' }
    return [
      paidEvent(page, { created: 10 }),
      stripeEvent('refunded', { ...about, created: 20, refunded_cents: 3000 }),
      stripeEvent('refunded', { ...about, created: 30, refunded_cents: 5000 }),
    ]
  },
  'a payment that takes days': (page) => {
    const about = { session_id: page.session_id, payment_intent_id: page.intent }
    return [
      stripeEvent('processing', { ...about, created: 10 }),
      paidEvent(page, { created: 20 }),
      paidEvent(page, { created: 30 }),
      stripeEvent('other', { payment_intent_id: page.intent, created: 40 }),
    ]
  },
  'a payment that is disputed': (page) => [
    paidEvent(page, { created: 10 }),
    stripeEvent('disputed', {
      payment_intent_id: page.intent,
      object_id: 'dp_1',
      amount_cents: 9980,
      created: 20,
    }),
  ],
  'a page that ends after it was paid': (page) => [
    paidEvent(page, { created: 10 }),
    stripeEvent('expired', { session_id: page.session_id, created: 20 }),
  ],
}

/** Tells a story, in the order of `indices`, and says where the order ends. */
async function ending(story: (page: Page) => object[], indices: readonly number[]) {
  let end: Awaited<ReturnType<typeof tellStory>> | undefined
  await db.rolledBack(async (session) => {
    end = await tellStory(session, story, indices)
  })
  return end!
}

async function tellStory(session: Session, story: (page: Page) => object[], indices: readonly number[]) {
  await openAgenda(session)
  const { variant } = await shelve(session, { quantity: 3 })
  const placed = await order(session, variant, { patient_id: patients.ana })
  const page = await checkout(session, placed.id)
  const events = story(page)
  for (const index of indices) await tellStripe(session, events[index]!)
  await expectOrdersInOrder(session)
  const now = await getOrder(session, placed.id)
  return {
    state: now.state,
    paid: now.paid_cents,
    refunded: now.refunded_cents,
    due: now.due_cents,
    payments: now.payments.map(({ state, amount_cents }) => [state, amount_cents]),
    // two refunds of which the second is told first are one, of as much
    given: now.refunds.reduce<Record<string, number>>(
      (sums, { kind, state, amount_cents }) => ({
        ...sums,
        [`${kind} ${state}`]: (sums[`${kind} ${state}`] ?? 0) + amount_cents,
      }),
      {},
    ),
  }
}

describe('what Stripe tells, doubled and in any order, ends as if it had been told in its order:', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const count = story({ id: '', session_id: '', intent: '', amount_cents: 9980 } as Page).length
    const all = Array.from({ length: count }, (_one, index) => index)
    const right = await ending(story, all)
    expect(right.paid + right.refunded).toBeLessThanOrEqual(9980)
    const told = [...all, ...all]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length }),
        async (indices) => {
          expect(await ending(story, indices)).toEqual(right)
        },
      ),
      { numRuns: Math.min(propertyRuns(6), 50) },
    )
  })
})
