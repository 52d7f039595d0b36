import { expect, test } from 'vitest'
import { dayInSaoPaulo, timeInSaoPaulo } from './sao-paulo.ts'

test.each([
  ['2026-11-24T02:59:59Z', '2026-11-23', '2026-11-23 23:59:59'],
  ['2026-11-24T03:00:00Z', '2026-11-24', '2026-11-24 00:00:00'],
  // the last summer time there was
  ['2019-01-10T01:30:00Z', '2019-01-09', '2019-01-09 23:30:00'],
])('%s', (at, day, time) => {
  expect([dayInSaoPaulo(new Date(at)), timeInSaoPaulo(new Date(at))]).toEqual([day, time])
})
