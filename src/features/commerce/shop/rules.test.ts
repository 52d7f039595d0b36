import { expect, test } from 'vitest'
import { centsOf, textOf } from './rules'

test.each([
  ['18', 1800],
  ['18,5', 1850],
  ['R$ 1.250,00', 125000],
  ['0', 0],
  ['', null],
  ['x', null],
  ['1,234', null],
])('%j is %s cents', (text, cents) => expect(centsOf(text)).toBe(cents))

test('an amount that is shown is typed back', () => expect(centsOf(textOf(123456))).toBe(123456))
