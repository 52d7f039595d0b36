import { expect, test } from 'vitest'
import { exchange } from './provider-http.ts'

const request = { method: 'GET', url: 'https://provider.test', headers: {}, timeoutMs: 5_000 } as const

test('an answer without end is given up, and may have had an effect', async () => {
  let served = 0
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      served += 1
      controller.enqueue(new Uint8Array(1024 * 1024).fill(97))
    },
  })
  const answer = await exchange(() => Promise.resolve(new Response(endless)), request)
  expect(answer).toEqual({ kind: 'no_answer', detail: 'answer too large' })
  expect(served).toBeLessThan(32)
})
