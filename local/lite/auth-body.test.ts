import { expect, test } from 'vitest'
import { readAuthBody } from './auth-body.ts'

test('reads an object, and nothing where there is no body', () => {
  expect(readAuthBody('')).toEqual({ fields: {} })
  expect(readAuthBody('{"email":"ana@a.test","data":{"full_name":"Ana 🌿","n":[1,null]}}')).toEqual({
    fields: { email: 'ana@a.test', data: { full_name: 'Ana 🌿', n: [1, null] } },
  })
})

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['null', 'null'],
  ['a number', '5'],
  ['a number for an address', '{"email":5}'],
  ['a list for metadata', '{"data":[]}'],
  ['a text for a switch', '{"create_user":"yes"}'],
  ['an endless address', JSON.stringify({ email: `${'a'.repeat(300)}@a.test` })],
  ['a NUL', '{"data":{"a":["\\u0000"]}}'],
  ['a NUL in a name', '{"data":{"\\u0000":1}}'],
  ['half a pair', '{"password":"\\ud800"}'],
  ['no end', `{"data":${'{"a":'.repeat(60)}1${'}'.repeat(60)}}`],
  ['a stack of lists', '['.repeat(50_000)],
])('refuses %s', (_name, body) => {
  expect(readAuthBody(body)).toEqual({ fault: expect.any(String) })
})
