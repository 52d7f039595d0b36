import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { createBillingDatabase } from '../../supabase/functions/_shared/billing/database.ts'
import { createQueue } from '../../supabase/functions/_shared/platform/queue.ts'
import { createDatabase } from '../../supabase/functions/_shared/platform/db.ts'
import { silent } from '../../supabase/functions/_shared/platform/testing.ts'
import { createHandler } from '../../supabase/functions/health/handler.ts'
import { createFunctions } from './support/functions.ts'

const { deps, testDatabase } = await createFunctions(() => Promise.reject(new Error('no provider is called')))
const get = (handler: ReturnType<typeof createHandler>) => handler(new Request('https://x/health'))

test('says that requests can be served, and which version serves them', async () => {
  const response = await get(createHandler(deps))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({
    status: 'ok',
    database: 'up',
    queue: { waiting: 0 },
    books: { checked_at: null, is_late: false, faults: 0 },
    version: packageJson.version,
  })
})

test.each([
  ['with a balance that is not the sum of its ledger', 0, 1],
  ['whose last check is two days old', 48, 0],
])('is degraded, and serves, with books %s', async (_name, age, faults) => {
  await testDatabase.asPostgres(async (sql) => {
    await sql`delete from app.book_checks where true`
    await sql`insert into app.book_checks (checked_at, faults)
      values (now() - make_interval(hours => ${age}), ${sql.json(Array(faults).fill({}))})`
  })
  const response = await get(createHandler(deps))
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ status: 'degraded', database: 'up', books: { faults } })
})

test('says 503 while no database answers', async () => {
  const nowhere = createDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', pool: 1, pooled: true })
  const response = await get(
    createHandler({
      queue: createQueue(nowhere.service),
      books: createBillingDatabase(nowhere).service,
      log: silent,
    }),
  )
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ status: 'degraded', database: 'down' })
  await nowhere.end()
})
