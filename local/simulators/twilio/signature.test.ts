import { expect, test } from 'vitest'
import { sign } from './signature.ts'

const params = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
})
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'

test('signs the example of the Twilio documentation', () => {
  expect(sign('12345', url, params)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=')
})

test('the order of the parameters and the fragment do not matter', () => {
  const reversed = new URLSearchParams([...params].reverse())
  expect(sign('12345', `${url}#rc=3`, reversed)).toBe(sign('12345', url, params))
})
