import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'

const db = await createDatabase({ cast: false })

it('lets a status climb only; a failure stands beside sent and gives way to a proof of delivery', async () => {
  const rows = await db.asPostgres(
    (sql) => sql<{ name: string }[]>`
      with states (s) as (select unnest(array['queued', 'sending', 'sent', 'delivered', 'read', 'failed']))
      select format('%s → %s', f.s, t.s) as name from states f, states t where app.status_advances(f.s, t.s) order by 1`,
  )
  expect(rows.map((row) => row.name)).toEqual([
    'delivered → read',
    'failed → delivered',
    'failed → read',
    'queued → delivered',
    'queued → failed',
    'queued → read',
    'queued → sending',
    'queued → sent',
    'sending → delivered',
    'sending → failed',
    'sending → read',
    'sending → sent',
    'sent → delivered',
    'sent → failed',
    'sent → read',
  ])
})
