import { expect, test } from 'vitest'
import { endpointFetchOf, guardedFetchOf } from './evolution-wiring.ts'

const shared = 'https://evolution.internal'

/** A hosted project whose shared server of Evolution stands in its own network. */
function hosted() {
  const asked: string[] = []
  const platform = {
    env: { evolution: { url: shared, apiKey: 'k' }, allowPrivateProviders: false },
    fetch: (url: string) => {
      asked.push(url)
      return Promise.resolve(new Response('{}'))
    },
  } as unknown as Parameters<typeof endpointFetchOf>[0]
  const resolve = () => Promise.resolve(['10.0.0.7'])
  return { asked, endpoint: endpointFetchOf(platform, resolve), provider: guardedFetchOf(platform, resolve) }
}

test('the shared server of Evolution is asked as a provider, and is no endpoint of a clinic', async () => {
  const { asked, endpoint, provider } = hosted()
  await provider(`${shared}/a`, {})
  expect(asked).toHaveLength(1)
  await expect(endpoint(`${shared}/a`, {})).rejects.toThrow()
  expect(asked).toHaveLength(1)
})
