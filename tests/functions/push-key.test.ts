import { expect, test } from 'vitest'
import { createHandler } from '../../supabase/functions/push-key/handler.ts'
import { createFunctions } from './support/functions.ts'

const { deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))

test.each(['public-key', null])('tells the public key: %s', async (publicKey) => {
  const answer = await createHandler({ publicKey, log: deps.log })(new Request('https://x/push-key'))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ key: publicKey })
})
