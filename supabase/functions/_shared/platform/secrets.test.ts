import { expect, test } from 'vitest'
import { createSecretBox } from './secrets.ts'

const keys = { k1: btoa('a'.repeat(32)), k2: btoa('b'.repeat(32)) }
const owner = { tenantId: 't', channelId: 'c' }
const value = { api_key: 'segredo' }

test('opens what it sealed, and shows nothing of it', async () => {
  const box = createSecretBox(keys, 'k1')
  const sealed = await box.seal(value, owner)
  expect(JSON.stringify(sealed)).not.toContain('segredo')
  expect(await box.open(sealed, owner)).toEqual(value)
})

test('the same value is sealed differently each time', async () => {
  const box = createSecretBox(keys, 'k1')
  expect((await box.seal(value, owner)).ct).not.toBe((await box.seal(value, owner)).ct)
})

test('does not open for another channel or clinic', async () => {
  const box = createSecretBox(keys, 'k1')
  const sealed = await box.seal(value, owner)
  await expect(box.open(sealed, { ...owner, channelId: 'd' })).rejects.toThrow()
  await expect(box.open(sealed, { ...owner, tenantId: 'u' })).rejects.toThrow()
})

test('after a rotation old secrets open and new ones have the new key', async () => {
  const old = await createSecretBox(keys, 'k1').seal(value, owner)
  const rotated = createSecretBox(keys, 'k2')
  expect(await rotated.open(old, owner)).toEqual(value)
  expect((await rotated.seal(value, owner)).kid).toBe('k2')
  await expect(createSecretBox({ k2: keys.k2 }, 'k2').open(old, owner)).rejects.toMatchObject({
    code: 'encryption_key_missing',
  })
})
