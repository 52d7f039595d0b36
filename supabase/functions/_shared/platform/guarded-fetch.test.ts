import { expect, test } from 'vitest'
import { createEvolutionClient } from '../providers/evolution/client.ts'
import { createGuardedFetch, type GuardOptions } from './guarded-fetch.ts'

/** Sends a text to `serverUrl` while its name leads to `addresses`; says what came of it and what was called. */
async function send(serverUrl: string, addresses: string[] | Error, more: Partial<GuardOptions> = {}) {
  const called: string[] = []
  const fetch = createGuardedFetch(
    (url) => {
      called.push(url)
      return Promise.resolve(Response.json({ key: { id: 'A1' } }))
    },
    {
      resolve: () => (addresses instanceof Error ? Promise.reject(addresses) : Promise.resolve(addresses)),
      allowPrivate: false,
      trusted: null,
      ...more,
    },
  )
  const target = { serverUrl, instance: 'aurora', apiKey: 'k' }
  return { answer: await createEvolutionClient(fetch).sendText(target, {}), called: called.length }
}

test('a server on the internet is called', async () => {
  expect(await send('https://evo.test', ['93.184.216.34'])).toMatchObject({
    answer: { kind: 'answer', status: 200 },
    called: 1,
  })
})

test.each([
  ['a name that leads inside since it was typed', 'https://evo.test', ['169.254.169.254']],
  ['a name of which one address is inside', 'https://evo.test', ['93.184.216.34', '10.0.0.5']],
  ['an address inside', 'http://127.0.0.1:8080', []],
  ['an address inside in IPv6', 'http://[::1]:8080', []],
])('%s is not called, and nothing was sent', async (_what, url, addresses) => {
  expect(await send(url, addresses)).toEqual({
    answer: { kind: 'not_sent', detail: 'the server is not on the internet' },
    called: 0,
  })
})

test('a name that leads nowhere is not called', async () => {
  expect(await send('https://evo.test', new Error('ENOTFOUND'))).toEqual({
    answer: { kind: 'not_sent', detail: 'the server cannot be found' },
    called: 0,
  })
})

test('the operator’s own server may be inside, and a stack may allow all of them', async () => {
  const inside = ['10.0.0.5']
  expect(
    (await send('http://evo.inside:8080/api', inside, { trusted: 'http://evo.inside:8080' })).called,
  ).toBe(1)
  expect((await send('http://evo.inside:9090', inside, { trusted: 'http://evo.inside:8080' })).called).toBe(0)
  expect((await send('http://evo.inside', inside, { allowPrivate: true })).called).toBe(1)
})
