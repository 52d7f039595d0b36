import { describe, expect, test } from 'vitest'
import { checkServerAddress, isPrivateAddress } from './server-address.ts'

const names: Record<string, string[]> = {
  'evo.test': ['93.184.216.34'],
  'inside.test': ['93.184.216.34', '10.0.0.5'],
}
const options = { allowPrivate: false, resolve: (host: string) => Promise.resolve(names[host] ?? []) }
const check = (text: string) => checkServerAddress(text, options)

test('a public server passes, without slash, query and fragment', async () => {
  await expect(check('https://evo.test/api/?x=1#y')).resolves.toBe('https://evo.test/api')
})

describe('refused', () => {
  test.each([
    'ftp://evo.test',
    'javascript:alert(1)',
    'evo.test',
    'https://user:secret@evo.test',
    'http://127.0.0.1:8080',
    'http://localhost:8080',
    'http://0x7f.1',
    'http://[::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'https://inside.test',
    'https://nowhere.test',
  ])('%s', async (address) => {
    await expect(check(address)).rejects.toMatchObject({ status: 422, code: 'invalid_server_url' })
  })
})

test('a stack may allow its own network', async () => {
  await expect(
    checkServerAddress('http://127.0.0.1:1/evolution', { ...options, allowPrivate: true }),
  ).resolves.toBe('http://127.0.0.1:1/evolution')
})

test('ranges', () => {
  const inside = [
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '100.64.0.1',
    '0.0.0.0',
    'fd00::1',
    'fe80::1%eth0',
  ]
  const outside = ['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111']
  expect(inside.filter((address) => !isPrivateAddress(address))).toEqual([])
  expect(outside.filter(isPrivateAddress)).toEqual([])
})
