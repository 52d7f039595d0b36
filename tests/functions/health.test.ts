import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { createDatabase } from '../../supabase/functions/_shared/db.ts'
import { silent } from '../../supabase/functions/_shared/testing.ts'
import { createHandler } from '../../supabase/functions/health/handler.ts'
import { createFunctions } from './support/functions.ts'

const { deps } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const get = (handler: ReturnType<typeof createHandler>) => handler(new Request('https://x/health'))

test('says that requests can be served, and which version serves them', async () => {
  const response = await get(createHandler(deps))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    status: 'ok',
    database: 'up',
    queue: { waiting: 0 },
    version: packageJson.version,
  })
})

test('says 503 while no database answers', async () => {
  const nowhere = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', pool: 1, pooled: true })
  const response = await get(createHandler({ service: nowhere.service, log: silent }))
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ status: 'degraded', database: 'down' })
  await nowhere.end()
})
