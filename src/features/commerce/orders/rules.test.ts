import { expect, test } from 'vitest'
import {
  actsOf,
  amountText,
  comesBackWhole,
  freightOf,
  packagesToGive,
  sumOf,
  typedAmount,
  withOneMore,
} from './rules'
import type { Order, OrderItem } from './types'

const oil = { variant_id: 'a', name: 'Óleo', sku: 'A', price_cents: 4990, tracks_stock: true, available: 3 }

test('the same thing is one line', () => {
  const lines = withOneMore(withOneMore([], oil), oil)
  expect(lines).toMatchObject([{ quantity: 2 }])
  expect(sumOf(withOneMore(lines, { ...oil, variant_id: 'b', price_cents: 10 }))).toBe(9990)
})

test('amounts are read as they are written', () => {
  expect(typedAmount(amountText(123456))).toBe(123456)
  expect(typedAmount('R$ 1.250,5')).toBe(125050)
  expect(typedAmount('dez')).toBeNull()
})

test('an order offers what it allows', () => {
  const order = (state: Order['state'], item: Partial<OrderItem>, more: Partial<Order> = {}) =>
    ({
      state,
      due_cents: 0,
      paid_cents: 0,
      items: [{ kind: 'product', quantity: 2, fulfilled: 0, returned: 0, ...item }],
      ...more,
    }) as Order
  expect(actsOf(order('pending', {}, { due_cents: 10 }))).toEqual({
    pay: true,
    fulfil: true,
    takeBack: false,
    refund: false,
    receipt: false,
    cancel: true,
  })
  expect(actsOf(order('fulfilled', { fulfilled: 2 }, { paid_cents: 10 }))).toEqual({
    pay: false,
    fulfil: false,
    takeBack: true,
    refund: true,
    receipt: true,
    cancel: false,
  })
  expect(Object.values(actsOf(order('cancelled', {}))).some(Boolean)).toBe(false)
  const paid = order('paid', { gives_sessions: true }, { paid_cents: 10 })
  expect(actsOf(paid)).toMatchObject({ fulfil: false, takeBack: false })
  expect(packagesToGive(paid)).toHaveLength(1)
  expect(packagesToGive(order('pending', { gives_sessions: true }, { due_cents: 10 }))).toEqual([])
})

test('freight can be given back once, and all comes back when nothing stays', () => {
  const items = [
    { id: 'oil', kind: 'product', quantity: 2, returned: 1, total_cents: 9980 },
    { id: 'way', kind: 'shipping', quantity: 1, returned: 0, total_cents: 1500 },
  ] as OrderItem[]
  expect(freightOf({ items })?.id).toBe('way')
  expect(freightOf({ items: items.map((item) => ({ ...item, returned: 1 })) })).toBeNull()
  expect(comesBackWhole({ items }, [])).toBe(false)
  expect(comesBackWhole({ items }, [{ item_id: 'oil', quantity: 1 }])).toBe(true)
})
