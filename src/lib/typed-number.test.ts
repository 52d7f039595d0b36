import { expect, it } from 'vitest'
import { wholeOfTyped } from './typed-number'

it.each([
  ['0', 0],
  ['250', 250],
  [' 1.000 ', 1000],
  ['1,000', 1000],
  ['1.000.000', 1_000_000],
])('reads "%s"', (typed, whole) => expect(wholeOfTyped(typed)).toBe(whole))

it.each(['', '-1', '1,5', '1.00', '1.000,000', '1000001', 'vinte'])('refuses "%s"', (typed) =>
  expect(wholeOfTyped(typed)).toBeNull(),
)
