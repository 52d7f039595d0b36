import { SignJWT } from 'jose'
import { expect, it } from 'vitest'
import { createTokenVerifier } from './auth.ts'

const jwtSecret = 'a-secret-of-at-least-thirty-two-characters'
const verify = createTokenVerifier({
  jwtSecret,
  publishableKey: 'sb_publishable_a',
  secretKey: 'sb_secret_a',
})

function sign(claims: Record<string, unknown>, secret = jwtSecret, algorithm = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: algorithm }).sign(new TextEncoder().encode(secret))
}

const future = Math.floor(Date.now() / 1000) + 60

it('knows the API keys by their roles', async () => {
  expect(await verify('sb_publishable_a')).toMatchObject({ role: 'anon' })
  expect(await verify('sb_secret_a')).toMatchObject({ role: 'service_role' })
})

it('returns all claims of a good token', async () => {
  const token = await sign(
    { role: 'authenticated', exp: future, sub: 'x', app: { a: 1 } },
    jwtSecret,
    'HS384',
  )
  expect(await verify(token)).toEqual({ role: 'authenticated', exp: future, sub: 'x', app: { a: 1 } })
})

it.each([
  ['sb_publishable_b', 'MalformedJWT'],
  ['nonsense', 'MalformedJWT'],
  ['', 'MalformedJWT'],
])('refuses %j', async (token, code) => {
  await expect(verify(token)).rejects.toMatchObject({ code })
})

it('refuses foreign signatures, the end of a token and missing claims, each by its name', async () => {
  await expect(verify(await sign({ role: 'a', exp: future }, 'x'.repeat(40)))).rejects.toMatchObject({
    code: 'JwtSignatureError',
  })
  await expect(verify(await sign({ role: 'a', exp: future - 72 }))).rejects.toMatchObject({
    code: 'InvalidJWTToken',
    message: expect.stringMatching(/^Token has expired 1[23] seconds ago$/),
  })
  await expect(verify(await sign({ role: 'a' }))).rejects.toThrow(
    'Fields `role` and `exp` are required in JWT',
  )
  await expect(verify(await sign({ exp: future }))).rejects.toThrow(
    'Fields `role` and `exp` are required in JWT',
  )
})
