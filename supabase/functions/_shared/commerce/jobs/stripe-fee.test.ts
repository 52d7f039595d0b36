import { expect, test } from 'vitest'
import type { StripeAnswer } from '../../providers/stripe/answer.ts'
import { stripeFee } from './stripe-fee.ts'

const job = { tenant_id: 't', job_id: '1', kind: 'stripe_fee', payload: { id: 'p1' } } as never

/** What is noted after Stripe answered. */
async function noted(answer: StripeAnswer, asked: object | null = { payment_intent_id: 'pi_1', key: {} }) {
  const fees: number[] = []
  await stripeFee({
    commerce: {
      stripeFeeToAsk: () => Promise.resolve(asked as never),
      noteStripeFee: (_, __, cents) => Promise.resolve(void fees.push(cents)),
    },
    openStripe: () => Promise.resolve({ payment: () => Promise.resolve(answer) } as never),
  })(job)
  return fees
}
const settled = (balance_transaction: object | null): StripeAnswer => ({
  kind: 'ok',
  body: { latest_charge: { balance_transaction } } as never,
})

test('the fee of a payment is noted in cents of a real', async () => {
  expect(await noted(settled({ fee: 437, currency: 'brl' }))).toEqual([437])
  expect(await noted(settled({ fee: 437, currency: 'usd' }))).toEqual([])
})

test('a payment that is not settled yet is asked for again, and so is a Stripe that does not answer', async () => {
  await expect(noted(settled(null))).rejects.toThrow('not settled')
  await expect(noted({ kind: 'busy', detail: 'later' })).rejects.toThrow('later')
})

test('it stays unknown where the key may not see it, or nothing is to be asked', async () => {
  expect(await noted({ kind: 'unauthorized', status: 403 })).toEqual([])
  expect(await noted({ kind: 'missing' })).toEqual([])
  expect(await noted({ kind: 'missing' }, null)).toEqual([])
})
