import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { attempt, listEndpoints, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()

describe('list_webhook_endpoints', () => {
  it('says how the last went and how many failed, and never a secret', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      await attempt(session, await testEndpoint(session), { status: 500, error: 'refused' })
      const all = await listEndpoints(session, 'dona@aurora.test')
      expect(all).toMatchObject([{ failed: 1, last: { state: 'failed', status: 500 } }])
      expect(JSON.stringify(all)).not.toMatch(/"ct"|kid/)
    }))

  itIsForAdmins(db, (sql) => sql`select public.list_webhook_endpoints(${aurora.id})`)
})
