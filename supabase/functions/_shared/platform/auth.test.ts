import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createAuthenticator } from './auth.ts'

const secret = 'a-secret-of-at-least-thirty-two-characters'
const shared = { kty: 'oct', alg: 'HS256', kid: 'local', k: btoa(secret).replace(/=+$/, '') }
const pair = await generateKeyPair('ES256')
const signing = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'es' }
const options = { authUrl: 'https://auth.test', secretKeys: ['sb_secret_one', 'sb_secret_two'] }
const auth = createAuthenticator({ ...options, jwks: { keys: [shared, signing] } })
const sub = '00000000-0000-4000-8000-000000000001'

const token = (more: Record<string, unknown> = {}) =>
  new SignJWT({
    role: 'authenticated',
    aud: 'authenticated',
    sub,
    exp: Math.floor(Date.now() / 1000) + 60,
    ...more,
  })
const shortSecret = new TextEncoder().encode(secret)
const hs = (more?: Record<string, unknown>, kid: string | undefined = 'local') =>
  token(more)
    .setProtectedHeader({ alg: 'HS256', ...(kid ? { kid } : {}) })
    .sign(shortSecret)
const bearer = (value: string) => new Request('https://x', { headers: { authorization: `Bearer ${value}` } })
const verify = (value: string) => auth.user(bearer(value))

describe('accepts', () => {
  test('a shared secret with and without a key id', async () => {
    await expect(verify(await hs())).resolves.toMatchObject({ sub, role: 'authenticated' })
    const bare = createAuthenticator({ ...options, jwks: { keys: [{ kty: 'oct', k: shared.k }] } })
    const unnamed = await token().setProtectedHeader({ alg: 'HS256' }).sign(shortSecret)
    await expect(bare.user(bearer(unnamed))).resolves.toMatchObject({ sub })
  })
  test('a signing key', async () => {
    const signed = await token().setProtectedHeader({ alg: 'ES256', kid: 'es' }).sign(pair.privateKey)
    await expect(verify(signed)).resolves.toMatchObject({ sub })
  })
})

test('while the signing key is changed tokens of both are taken, afterwards those of the new one alone', async () => {
  const next = await generateKeyPair('ES256')
  const nextKey = { ...(await exportJWK(next.publicKey)), alg: 'ES256', kid: 'es-2' }
  const old = await token().setProtectedHeader({ alg: 'ES256', kid: 'es' }).sign(pair.privateKey)
  const fresh = await token().setProtectedHeader({ alg: 'ES256', kid: 'es-2' }).sign(next.privateKey)
  const during = createAuthenticator({ ...options, jwks: { keys: [shared, signing, nextKey] } })
  for (const value of [old, fresh, await hs()])
    await expect(during.user(bearer(value))).resolves.toMatchObject({ sub })
  const after = createAuthenticator({ ...options, jwks: { keys: [nextKey] } })
  await expect(after.user(bearer(fresh))).resolves.toMatchObject({ sub })
  for (const value of [old, await hs()])
    await expect(after.user(bearer(value))).rejects.toMatchObject({ code: 'sign_in_required' })
})

describe('refuses', () => {
  const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ role: 'authenticated', sub }))}.`
  test.each([
    ['nothing', () => Promise.resolve('')],
    ['an API key', () => Promise.resolve('sb_secret_one')],
    ['garbage', () => Promise.resolve('a.b.c')],
    ['no signature', () => Promise.resolve(unsigned)],
    ['another key id', () => hs({}, 'other')],
    ['another audience', () => hs({ aud: 'anon' })],
    ['another role', () => hs({ role: 'service_role' })],
    ['an expired token', () => hs({ exp: 1 })],
    ['a token without an end', () => hs({ exp: undefined })],
    ['a subject that is no id', () => hs({ sub: 'x' })],
    // The public key used as if it were a shared secret.
    [
      'a confused algorithm',
      () =>
        token()
          .setProtectedHeader({ alg: 'HS256', kid: 'es' })
          .sign(new TextEncoder().encode(JSON.stringify(signing))),
    ],
  ] as const)('%s', async (_name, make) => {
    await expect(verify(await make())).rejects.toMatchObject({ status: 401, code: 'sign_in_required' })
  })
})

test('the secret key of the project, in either header, and no other', () => {
  const request = (headers: Record<string, string>) => new Request('https://x', { headers })
  auth.secretKey(request({ apikey: 'sb_secret_two' }))
  auth.secretKey(request({ authorization: 'Bearer sb_secret_one' }))
  for (const headers of [{ other: '1' }, { apikey: '' }, { apikey: 'sb_secret' }] as Record<
    string,
    string
  >[]) {
    expect(() => auth.secretKey(request(headers))).toThrow(expect.objectContaining({ status: 401 }))
  }
})
