import { expect, test } from 'vitest'
import { samePhone } from './phone.ts'

test.each([
  ['+5511987654321', '551187654321@s.whatsapp.net', true],
  ['+5215500000107', '+525500000107', true],
  ['+5491100000107', '+541100000107', true],
  ['+5215500000107', '+541100000107', false],
  ['+5511987654321', '+5511987654322', false],
])('%s and %s are one person: %s', (left, right, same) => expect(samePhone(left, right)).toBe(same))
