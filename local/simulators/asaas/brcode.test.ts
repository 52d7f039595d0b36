import { expect, test } from 'vitest'
import { crc16, pixPayload } from './brcode.ts'

test('the check is CRC-16/CCITT-FALSE', () => {
  expect(crc16('123456789')).toBe('29B1')
})

test('the code carries its value and ends with its check', () => {
  const code = pixPayload({ id: 'pay_1', value: 49.9, merchant: 'ZELO', city: 'SAO PAULO' })
  expect(code).toMatch(/^000201010212/)
  expect(code).toContain('540549.90')
  expect(code.slice(-4)).toBe(crc16(code.slice(0, -4)))
})
