import { expect, test } from 'vitest'
import type { OrderPage } from '../_shared/commerce/order-page-service.ts'
import { orderPage } from './pages.ts'

const textOf = (
  delivery: Partial<NonNullable<OrderPage['delivery']>>,
  more: Partial<Record<keyof OrderPage, unknown>> = {},
): string =>
  orderPage(
    {
      number: 7,
      state: 'paid',
      channel: 'shop',
      total_cents: 100,
      due_cents: 0,
      seller: { clinic: 'Aurora' },
      items: [],
      payments: [],
      refunds: [],
      seats: [],
      sections: [],
      times: [],
      goods: { vouchers: [], files: [] },
      delivery: { delivery_kind: 'ship', delivery_name: 'PAC', days_min: null, days_max: null, ...delivery },
      ...more,
    } as unknown as OrderPage,
    { address: '/meu-pedido?x', id: 'x', comesBack: false, problem: null, typed: '' },
  ).markup

test.each([
  [3, 6, 'Em 3 a 6 dias úteis depois'],
  [4, 4, 'Em até 4 dias úteis depois'],
  [1, 1, 'Em até 1 dia útil depois'],
  [null, 5, 'Em até 5 dias úteis depois'],
])('an order of %s to %s days says when it comes', (days_min, days_max, words) => {
  expect(textOf({ days_min, days_max })).toContain(words)
})

test('a CEP is written as people write it', () => {
  expect(textOf({ street: 'Rua A', cep: '05435040' })).toContain('CEP 05435-040')
})

test('whoever was too late finds the way back to the shop, where one is open', () => {
  const late = (slug: string | null) => textOf({}, { is_expired: true, seller: { clinic: 'Aurora', slug } })
  expect(late('aurora')).toContain('class="button" href="/loja/aurora"')
  expect(late(null)).not.toContain('class="button"')
})
