import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aurora, creditsOfCast } from '../support/cast.ts'
import { balanceOf, deductCredits, expectBooksInOrder, topUp } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { only } from '../support/inbox.ts'
import { propertyRuns } from '../support/property-runs.ts'
import {
  applyEvent,
  applyPayment,
  asaasEvent,
  payment,
  pendingPurchase,
  purchasesOf,
} from '../support/purchases.ts'

const db = await createDatabase()
const price = 39
const credits = 100

/** What may be told about a payment; `reais` is how much of it was given back so far. */
type Told =
  | { kind: 'paid' | 'overdue' | 'deleted' | 'reversed' | 'noise' | 'forged' }
  | { kind: 'partly' | 'denied'; reais: number; refund: 'DONE' | 'PENDING' }

/** What the clinic does meanwhile. */
type Deed = { kind: 'spend' | 'topUp'; credits: number }

interface Story {
  /** What the payer paid. */
  value: number
  /** Each event once; the deliveries repeat and reorder them. */
  events: { told: Told; variant: number; polled: boolean }[]
  deliveries: ({ event: number } | Deed)[]
}

const told: fc.Arbitrary<Told> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      ...(['paid', 'paid', 'overdue', 'deleted', 'reversed', 'noise', 'forged'] as const),
    ),
  }),
  fc.record({
    kind: fc.constantFrom('partly' as const, 'partly' as const, 'denied' as const),
    reais: fc.integer({ min: 1, max: price + 20 }),
    refund: fc.constantFrom('DONE' as const, 'DONE' as const, 'PENDING' as const),
  }),
)

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('spend' as const, 'topUp' as const),
  credits: fc.integer({ min: 1, max: 600 }),
})

const story: fc.Arbitrary<Story> = fc
  .array(fc.record({ told, variant: fc.nat({ max: 1 }), polled: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      value: fc.constantFrom(price, price + 20),
      deliveries: fc
        .array(
          fc.oneof(
            fc.nat({ max: events.length - 1 }).map((event) => ({ event })),
            deed,
          ),
          { maxLength: 8 },
        )
        .chain((more) =>
          fc.shuffledSubarray([...events.map((_, event) => ({ event })), ...more], {
            minLength: events.length + more.length,
          }),
        ),
    }),
  )

function takenBack({ reais, refund }: Told & { kind: 'partly' | 'denied' }, value: number): number {
  const unpaid = refund === 'DONE' ? Math.max(0, price - (value - reais)) : 0
  return Math.min(credits, Math.floor((credits * unpaid) / price))
}

/** The model: what the payment has come to, in whatever order its story was told. */
function outcomeOf({ events, value }: Pick<Story, 'events' | 'value'>): { status: string; given: number } {
  const kinds = new Set(events.map((one) => one.told.kind))
  const isPaid = kinds.has('paid')
  const refunded = events.map(({ told: one }) =>
    one.kind === 'reversed' ? credits : one.kind === 'partly' ? takenBack(one, value) : 0,
  )
  const reversed = Math.max(0, ...refunded)
  const status =
    reversed === credits
      ? 'refunded'
      : isPaid
        ? 'paid'
        : kinds.has('deleted')
          ? 'cancelled'
          : kinds.has('overdue')
            ? 'expired'
            : 'pending'
  return { status, given: isPaid ? credits - reversed : 0 }
}

const names = {
  paid: ['PAYMENT_RECEIVED', 'PAYMENT_CONFIRMED'],
  overdue: ['PAYMENT_OVERDUE', 'PAYMENT_OVERDUE'],
  deleted: ['PAYMENT_DELETED', 'PAYMENT_DELETED'],
  reversed: ['PAYMENT_REFUNDED', 'PAYMENT_CHARGEBACK_REQUESTED'],
  partly: ['PAYMENT_PARTIALLY_REFUNDED', 'PAYMENT_PARTIALLY_REFUNDED'],
  denied: ['PAYMENT_REFUND_DENIED', 'PAYMENT_REFUND_DENIED'],
  noise: ['PAYMENT_UPDATED', 'PAYMENT_CREATED'],
  forged: ['PAYMENT_RECEIVED', 'PAYMENT_REFUNDED'],
} as const

/** The event as Asaas sends it; one that is forged names too little money or another customer. */
function deliveryOf({ told: one, variant, polled }: Story['events'][number], n: number, value: number) {
  const refunds =
    one.kind === 'partly'
      ? [{ value: one.reais, status: one.refund }]
      : one.kind === 'denied'
        ? [{ value: one.reais, status: 'CANCELLED' }]
        : null
  const lie = variant ? { value: price - 1 } : { customer: 'cus_2' }
  const more = { value, refunds, ...(one.kind === 'forged' ? lie : {}) }
  // the late answer to a question says the same as the event that was paid for
  if (polled && one.kind === 'paid') return (session: Session) => applyPayment(session, payment(more))
  const event = asaasEvent(names[one.kind][variant]!, more, `evt_${n}`)
  return (session: Session) => applyEvent(session, event)
}

async function act(session: Session, { kind, credits: amount }: Deed, n: number): Promise<number> {
  if (kind === 'topUp') {
    await topUp(session, {
      credits: amount,
      clientId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    })
    return amount
  }
  return deductCredits(session, amount, `spent:${n}`).then(
    () => -amount,
    (error: { message: string }) => {
      expect(error.message).toBe('insufficient_credits')
      return 0
    },
  )
}

it('a payment comes to the same in whatever order and however often it is told, whatever is spent meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(story, ({ events, value, deliveries }) =>
      db.rolledBack(async (session) => {
        await pendingPurchase(session)
        const tell = events.map((event, n) => deliveryOf(event, n, value))
        let moved = 0
        for (const [n, delivery] of deliveries.entries()) {
          if ('event' in delivery) {
            const before = only(await purchasesOf(session))
            const { outcome } = await tell[delivery.event]!(session)
            // nobody's money is passed over: what comes after credits were taken back, a person hears of
            const { kind } = events[delivery.event]!.told
            if ((kind === 'paid' || kind === 'denied') && before.reversed_credits > 0)
              expect(['review', 'duplicate']).toContain(outcome)
          } else moved += await act(session, delivery, n)
        }
        const expected = outcomeOf({ events, value })
        const { balance, debt_credits } = await balanceOf(session, aurora.id)
        expect(balance - debt_credits).toBe(creditsOfCast + moved + expected.given)
        expect(only(await purchasesOf(session)).status).toBe(expected.status)
        await expectBooksInOrder(session)
      }),
    ),
    { numRuns: propertyRuns(150) },
  )
})
