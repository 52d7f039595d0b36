import { describe, expect, it } from 'vitest'
import { firstDay, monthAfter, monthText, percentText, typedCents, typedPercent } from './rules'

describe('months', () => {
  it('go over the year in both directions', () => {
    expect(monthAfter('2026-12-01', 1)).toBe('2027-01-01')
    expect(monthAfter('2026-01-01', -1)).toBe('2025-12-01')
    expect(firstDay('2026-11')).toBe('2026-11-01')
    expect(monthText('2026-11-01', 'pt-BR')).toBe('novembro de 2026')
  })
})

describe('a percent', () => {
  it.each([
    ['60', '60'],
    [' 62,5 %', '62.5'],
    ['100', '100'],
    ['0,01', '0.01'],
    ['100,01', null],
    ['33,333', null],
    ['-1', null],
    ['', null],
  ])('of %j is %j', (text, percent) => expect(typedPercent(text)).toBe(percent))

  it('is written as people read it', () => {
    expect(percentText(62.5, 'pt-BR')).toBe('62,5 %')
  })
})

describe('an amount', () => {
  it.each([
    ['180', 18000],
    ['180,5', 18050],
    ['R$ 1.250,00', 125000],
    ['-20', -2000],
    ['12.50', 1250],
    ['x', null],
    ['', null],
  ])('of %j is %j', (text, cents) => expect(typedCents(text)).toBe(cents))
})
