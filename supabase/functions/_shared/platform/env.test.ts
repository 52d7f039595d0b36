import { expect, test } from 'vitest'
import { readEnv } from './env.ts'

const complete = {
  SUPABASE_URL: 'https://ref.supabase.co/',
  SUPABASE_DB_URL: 'postgres://direct',
  SUPABASE_SECRET_KEYS: '{"default":"sb_secret_x"}',
  ZELO_APP_URL: 'https://app.zelo.test/',
  ZELO_ENCRYPTION_KEYS: JSON.stringify({ k1: btoa('k'.repeat(32)) }),
  ZELO_ENCRYPTION_KEY_ID: 'k1',
}

test('what the platform gives and the product needs', () => {
  expect(readEnv(complete)).toMatchObject({
    databaseUrl: 'postgres://direct',
    databasePool: 2,
    publicUrl: 'https://ref.supabase.co/functions/v1',
    appUrl: 'https://app.zelo.test',
    secretKeys: ['sb_secret_x'],
    evolution: null,
    allowPrivateProviders: false,
    smtpUrl: null,
  })
  expect(readEnv({ ...complete, ZELO_DB_URL: 'postgres://pooler' })).toMatchObject({
    databaseUrl: 'postgres://pooler',
    databasePooled: true,
  })
  expect(readEnv(complete)).toMatchObject({ databasePooled: false })
})

test('credits are sold where the key and the token of Asaas are both set, in the sandbox unless told otherwise', () => {
  const both = { ASAAS_API_KEY: '$aact_1', ASAAS_WEBHOOK_TOKEN: 'token' }
  const asaasOf = (more: Record<string, string>) => readEnv({ ...complete, ...more }).asaas
  expect(asaasOf({})).toBeNull()
  expect(asaasOf({ ASAAS_API_KEY: '$aact_1' })).toBeNull()
  expect(asaasOf({ ASAAS_WEBHOOK_TOKEN: 'token' })).toBeNull()
  expect(asaasOf(both)).toEqual({
    apiUrl: 'https://api-sandbox.asaas.com',
    apiKey: '$aact_1',
    webhookToken: 'token',
  })
  expect(asaasOf({ ...both, ASAAS_ENV: 'production' })?.apiUrl).toBe('https://api.asaas.com')
  for (const url of ['http://127.0.0.1:1/asaas', 'http://127.0.0.1:1/asaas/v3/']) {
    expect(asaasOf({ ...both, ASAAS_API_URL: url })?.apiUrl).toBe('http://127.0.0.1:1/asaas')
  }
})

test.each([
  ['ASAAS_ENV', { ASAAS_ENV: 'live' }],
  ['ZELO_ENCRYPTION_KEYS', { ZELO_ENCRYPTION_KEYS: '{"k1":"c2hvcnQ="}' }],
  ['ZELO_ENCRYPTION_KEYS', { ZELO_ENCRYPTION_KEYS: 'k1' }],
  ['ZELO_ENCRYPTION_KEY_ID', { ZELO_ENCRYPTION_KEY_ID: 'k9' }],
  ['SUPABASE_DB_URL', { SUPABASE_DB_URL: '' }],
  ['ZELO_APP_URL', { ZELO_APP_URL: 'app' }],
])('a wrong %s is named, its value is not', (name, change) => {
  const value = Object.values(change)[0] ?? ''
  expect(() => readEnv({ ...complete, ...change })).toThrow(name)
  try {
    readEnv({ ...complete, ...change })
  } catch (error) {
    if (value.length > 4) expect(String(error)).not.toContain(value)
  }
})
