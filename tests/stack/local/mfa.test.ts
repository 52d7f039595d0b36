import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, describe, expect, test } from 'vitest'
import { asAnon, asService, asUser, freshEmail, openDatabase, request } from '../support/clients.ts'
import { codeOf } from '../support/totp.ts'

const sql = openDatabase()
afterAll(() => sql.end())

const password = 'uma senha boa'

/** Somebody new, signed in. */
async function newPerson(): Promise<{ client: SupabaseClient; email: string; id: string }> {
  const client = asAnon()
  const email = freshEmail('fator')
  const { data, error } = await client.auth.signUp({ email, password })
  if (error) throw error
  return { client, email, id: data.user?.id ?? '' }
}

async function enrolled(client: SupabaseClient, friendlyName = 'Celular') {
  const { data, error } = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName, issuer: 'Zelo' })
  if (error) throw error
  return data
}

/** Somebody with a factor that works, who has just passed it. */
async function withFactor() {
  const person = await newPerson()
  const factor = await enrolled(person.client)
  const { error } = await person.client.auth.mfa.challengeAndVerify({
    factorId: factor.id,
    code: codeOf(factor.totp.secret, -1),
  })
  if (error) throw error
  return { ...person, factor }
}

async function claimsOf(client: SupabaseClient) {
  const { data } = await client.auth.getSession()
  const [, payload] = (data.session?.access_token ?? '').split('.')
  return JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as {
    aal: string
    amr: { method: string }[]
    session_id: string
  }
}

test('whoever enrols gets the secret as picture, text and address, and passes with the code', async () => {
  const { client } = await newPerson()
  const factor = await enrolled(client)
  expect(factor).toMatchObject({ type: 'totp', friendly_name: 'Celular' })
  expect(factor.totp.qr_code).toMatch(/^data:image\/svg\+xml;utf-8,<svg/)
  expect(factor.totp.qr_code).not.toContain('#')
  expect(factor.totp.uri).toMatch(/^otpauth:\/\/totp\/Zelo:/)
  expect((await claimsOf(client)).aal).toBe('aal1')
  expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
    currentLevel: 'aal1',
    nextLevel: 'aal1',
  })

  const { data: challenge } = await client.auth.mfa.challenge({ factorId: factor.id })
  expect(challenge).toMatchObject({ type: 'totp', expires_at: expect.any(Number) })
  const { data, error } = await client.auth.mfa.verify({
    factorId: factor.id,
    challengeId: challenge?.id ?? '',
    code: codeOf(factor.totp.secret),
  })
  expect(error).toBeNull()
  expect(data).toMatchObject({
    token_type: 'bearer',
    user: { factors: [{ id: factor.id, status: 'verified' }] },
  })
  const claims = await claimsOf(client)
  expect(claims.aal).toBe('aal2')
  expect(claims.amr.map(({ method }) => method).sort()).toEqual(['password', 'totp'])

  await client.auth.refreshSession()
  expect(await claimsOf(client)).toMatchObject({ aal: 'aal2', session_id: claims.session_id })
  expect((await client.auth.mfa.listFactors()).data?.totp).toMatchObject([
    { id: factor.id, friendly_name: 'Celular', status: 'verified', factor_type: 'totp' },
  ])
})

test('a later sign-in has the password alone until the code', async () => {
  const { email, factor } = await withFactor()
  const client = await asUser(email, password)
  expect(await claimsOf(client)).toMatchObject({ aal: 'aal1', amr: [{ method: 'password' }] })
  expect((await client.auth.mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({
    currentLevel: 'aal1',
    nextLevel: 'aal2',
  })
  const { error } = await client.auth.mfa.challengeAndVerify({
    factorId: factor.id,
    code: codeOf(factor.totp.secret, 1),
  })
  expect(error).toBeNull()
  expect((await claimsOf(client)).aal).toBe('aal2')
})

test('the first code ends every sign-in that has not passed', async () => {
  const { client, email } = await newPerson()
  const other = await asUser(email, password)
  const factor = await enrolled(client)
  await client.auth.mfa.challengeAndVerify({ factorId: factor.id, code: codeOf(factor.totp.secret) })
  expect((await other.auth.refreshSession()).error).not.toBeNull()
  expect((await client.auth.refreshSession()).error).toBeNull()
})

describe('codes that are refused', () => {
  test('a wrong one, and the challenge stays open', async () => {
    const { client } = await newPerson()
    const factor = await enrolled(client)
    const { data } = await client.auth.mfa.challenge({ factorId: factor.id })
    const attempt = (code: string) =>
      client.auth.mfa.verify({ factorId: factor.id, challengeId: data?.id ?? '', code })
    const right = codeOf(factor.totp.secret)
    expect((await attempt(wrongFor(factor.totp.secret))).error).toMatchObject({
      status: 422,
      code: 'mfa_verification_failed',
    })
    expect((await attempt('abc')).error?.code).toBe('mfa_verification_failed')
    expect((await attempt('')).error?.code).toBe('validation_failed')
    expect((await attempt(right)).error).toBeNull()
  })

  test('one that was used: for the same challenge and for another', async () => {
    const { client } = await newPerson()
    const factor = await enrolled(client)
    const code = codeOf(factor.totp.secret)
    const { data } = await client.auth.mfa.challenge({ factorId: factor.id })
    const again = { factorId: factor.id, challengeId: data?.id ?? '', code }
    expect((await client.auth.mfa.verify(again)).error).toBeNull()
    expect((await client.auth.mfa.verify(again)).error?.code).toBe('mfa_ip_address_mismatch')
    const replayed = await client.auth.mfa.challengeAndVerify({ factorId: factor.id, code })
    expect(replayed.error?.code).toBe('mfa_verification_failed')
  })

  test('of two who bring it at once one passes', async () => {
    const { email, factor } = await withFactor()
    const [one, two] = [await asUser(email, password), await asUser(email, password)]
    const code = codeOf(factor.totp.secret, 1)
    const answers = await Promise.all(
      [one, two].map((client) => client.auth.mfa.challengeAndVerify({ factorId: factor.id, code })),
    )
    expect(answers.filter(({ error }) => error === null)).toHaveLength(1)
  })

  test('for a challenge of more than five minutes ago', async () => {
    const { client } = await newPerson()
    const factor = await enrolled(client)
    const { data } = await client.auth.mfa.challenge({ factorId: factor.id })
    await sql`update auth.mfa_challenges set created_at = now() - interval '301 seconds' where id = ${data?.id ?? null}`
    const { error } = await client.auth.mfa.verify({
      factorId: factor.id,
      challengeId: data?.id ?? '',
      code: codeOf(factor.totp.secret),
    })
    expect(error).toMatchObject({ status: 422, code: 'mfa_challenge_expired' })
  })

  test('after too many tries within a minute, the right one too', async () => {
    const { client } = await newPerson()
    const factor = await enrolled(client)
    const { data } = await client.auth.mfa.challenge({ factorId: factor.id })
    const attempt = (code: string) =>
      client.auth.mfa.verify({ factorId: factor.id, challengeId: data?.id ?? '', code })
    const wrong = wrongFor(factor.totp.secret)
    const codes: (string | undefined)[] = []
    // a minute may begin in between, and counts anew
    while (codes.length < 70 && codes.at(-1) !== 'over_request_rate_limit')
      codes.push((await attempt(wrong)).error?.code)
    expect(codes.at(-1)).toBe('over_request_rate_limit')
    expect(codes.length).toBeGreaterThan(20)
  })
})

describe('the factor of somebody else', () => {
  test('is not found: no challenge, no code, no removal', async () => {
    const { factor } = await withFactor()
    const { client: thief } = await withFactor()
    expect((await thief.auth.mfa.challenge({ factorId: factor.id })).error).toMatchObject({
      status: 404,
      code: 'mfa_factor_not_found',
    })
    const verified = await thief.auth.mfa.verify({
      factorId: factor.id,
      challengeId: crypto.randomUUID(),
      code: codeOf(factor.totp.secret),
    })
    expect(verified.error?.code).toBe('mfa_factor_not_found')
    expect((await thief.auth.mfa.unenroll({ factorId: factor.id })).error?.code).toBe('mfa_factor_not_found')
  })

  test('its challenge does not serve for the own factor', async () => {
    const { client, factor } = await withFactor()
    const { data } = await client.auth.mfa.challenge({ factorId: factor.id })
    const other = await withFactor()
    const { error } = await other.client.auth.mfa.verify({
      factorId: other.factor.id,
      challengeId: data?.id ?? '',
      code: codeOf(other.factor.totp.secret, 1),
    })
    expect(error).toMatchObject({ status: 422, code: 'mfa_factor_not_found' })
  })
})

describe('with the password alone', () => {
  test('a factor is neither added nor removed, and password and address stay', async () => {
    const { email, factor } = await withFactor()
    const client = await asUser(email, password)
    const added = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Ladrão' })
    expect(added.error).toMatchObject({ status: 403, code: 'insufficient_aal' })
    expect((await client.auth.mfa.unenroll({ factorId: factor.id })).error?.code).toBe('insufficient_aal')
    expect((await client.auth.updateUser({ password: 'outra senha boa' })).error).toMatchObject({
      status: 401,
      code: 'insufficient_aal',
    })
    expect((await client.auth.updateUser({ email: freshEmail('ladrao') })).error?.code).toBe(
      'insufficient_aal',
    )
    expect((await client.auth.updateUser({ data: { cor: 'azul' } })).error).toBeNull()
  })
})

test('a removed factor takes back what it had passed', async () => {
  const { client, factor } = await withFactor()
  expect((await client.auth.mfa.unenroll({ factorId: factor.id })).data).toEqual({ id: factor.id })
  await client.auth.refreshSession()
  expect(await claimsOf(client)).toMatchObject({ aal: 'aal1', amr: [{ method: 'password' }] })
  expect((await client.auth.mfa.listFactors()).data?.all).toEqual([])
})

test('several factors, each with a name of its own', async () => {
  const { client } = await withFactor()
  const same = await client.auth.mfa.enroll({ factorType: 'totp', friendlyName: 'Celular' })
  expect(same.error).toMatchObject({ status: 422, code: 'mfa_factor_name_conflict' })
  const second = await enrolled(client, 'Tablet')
  const { error } = await client.auth.mfa.challengeAndVerify({
    factorId: second.id,
    code: codeOf(second.totp.secret),
  })
  expect(error).toBeNull()
  expect((await client.auth.mfa.listFactors()).data?.totp.map((one) => one.friendly_name)).toEqual([
    'Celular',
    'Tablet',
  ])
})

test('the secret key lists and removes factors of a person', async () => {
  const { id, factor } = await withFactor()
  const { mfa } = asService().auth.admin
  expect((await mfa.listFactors({ userId: id })).data?.factors).toMatchObject([{ id: factor.id }])
  expect((await mfa.deleteFactor({ userId: id, id: factor.id })).error).toBeNull()
  expect((await mfa.listFactors({ userId: id })).data?.factors).toEqual([])
})

test.each([
  ['no token', undefined, 401, 'no_authorization'],
  ['a forged token', 'Bearer a.b.c', 403, 'bad_jwt'],
])('%s is refused', async (_name, authorization, status, code) => {
  const response = await request('/auth/v1/factors', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
    body: JSON.stringify({ factor_type: 'totp' }),
  })
  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ error_code: code })
})

/** Six digits that no period around now has. */
function wrongFor(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map((periods) => codeOf(secret, periods))
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !right.includes(code)) ?? ''
  )
}
