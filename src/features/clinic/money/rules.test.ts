import { describe, expect, it } from 'vitest'
import { amountText, dayText, isCollectionHour, openCents, periodOf, typedAmount } from './rules'

describe('typedAmount', () => {
  it.each([
    ['180', 18000],
    ['R$ 1.250,5', 125050],
    ['0,01', 1],
    ['', null],
    ['abc', null],
    ['1,234', null],
  ])('reads %j', (text, cents) => expect(typedAmount(text)).toBe(cents))

  it('reads what amountText writes', () => expect(typedAmount(amountText(123456))).toBe(123456))
})

it('a day has no zone', () => expect(dayText('2026-11-30', 'pt-BR')).toBe('30/11/2026'))

it('openCents adds up what is left', () =>
  expect(
    openCents([
      { amount_cents: 500, paid_cents: 200 },
      { amount_cents: 100, paid_cents: 0 },
    ]),
  ).toBe(400))

describe('periodOf', () => {
  it.each([
    ['month', { from: '2027-02-01', to: '2027-02-28' }],
    ['last', { from: '2027-01-01', to: '2027-01-31' }],
    ['week', { from: '2027-02-26', to: '2027-03-05' }],
    ['', {}],
  ] as const)('knows %s', (period, days) => expect(periodOf(period, '2027-02-26')).toEqual(days))
})

describe('isCollectionHour', () => {
  it.each([
    ['2026-11-27T12:00:00Z', true],
    ['2026-11-27T11:59:00Z', false],
    ['2026-11-27T23:00:00Z', false],
    ['2026-11-28T16:59:00Z', true],
    ['2026-11-28T17:00:00Z', false],
    ['2026-11-29T15:00:00Z', false],
  ])('at %s: %s', (moment, decent) =>
    expect(isCollectionHour(new Date(moment), 'America/Sao_Paulo')).toBe(decent),
  )
})
