import { expect, test } from 'vitest'
import { closingParts } from './closing'

test('each part of a closing adds up to its last line', () => {
  const parts = closingParts({
    month: '2026-11-01',
    is_over: true,
    sales: { orders: 2, subtotal_cents: 10_000, discount_cents: 1_000, total_cents: 9_000 },
    payments: [
      { method: 'pix', count: 1, amount_cents: 5_000 },
      { method: 'cash', count: 1, amount_cents: 4_000 },
    ],
    received_cents: 9_000,
    refunds: [{ kind: 'money', count: 1, amount_cents: 500 }],
    refunded_cents: 500,
    fees: { count: 1, amount_cents: 199 },
    invoices: {
      issued: [
        { kind: 'nfe', count: 1, amount_cents: 6_000 },
        { kind: 'nfse', count: 2, amount_cents: 2_000 },
      ],
      issued_cents: 8_000,
      missing: { orders: 0, amount_cents: 0 },
    },
    stock: {
      begin_cents: 100,
      purchased_cents: 50,
      sold_cents: 30,
      returned_cents: 10,
      adjusted_cents: -5,
      end_cents: 125,
    },
    open: { orders: 1, due_cents: 700 },
  })
  const sums = parts.map(({ key, lines }) => {
    const total = lines.find(({ isTotal }) => isTotal)
    const sum = lines.filter((line) => line !== total).reduce((whole, { cents }) => whole + cents, 0)
    return [key, total ? total.cents - ({ refunds: 9_000, fees: 8_500 }[key as string] ?? 0) : sum, sum]
  })
  expect(sums).toEqual([
    ['sales', 9_000, 9_000],
    ['payments', 9_000, 9_000],
    ['refunds', -500, -500],
    ['fees', -199, -199],
    ['invoices', 8_000, 8_000],
    ['stock', 125, 125],
    ['open', 700, 700],
  ])
})
