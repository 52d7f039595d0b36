import { expect, test } from 'vitest'
import { SavedAddress } from './saved-address.ts'

test('what the product registered moves with it, other addresses stay', () => {
  const address = new SavedAddress('http://127.0.0.1:7001/functions/v1')
  address.load('http://127.0.0.1:54321/functions/v1')
  expect(address.moved('http://127.0.0.1:54321/functions/v1/x?k=1')).toBe(
    'http://127.0.0.1:7001/functions/v1/x?k=1',
  )
  expect(address.moved('https://hook.test/x')).toBe('https://hook.test/x')
})
