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

test.each([
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
