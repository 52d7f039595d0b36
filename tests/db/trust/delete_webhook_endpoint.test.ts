import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { endpointId, listEndpoints, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()

describe('delete_webhook_endpoint', () => {
  it('takes its log and secrets along, and is no error the second time', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      await testEndpoint(session)
      for (let times = 0; times < 2; times += 1)
        await session.asUser(
          'dona@aurora.test',
          (sql) => sql`select public.delete_webhook_endpoint(${aurora.id}, ${endpointId})`,
        )
      expect(await listEndpoints(session)).toEqual([])
      const [left] = await session.asPostgres(
        (sql) =>
          sql`select (select count(*)::int from public.webhook_deliveries) + (select count(*)::int from app_private.webhook_secrets) as n`,
      )
      expect(left).toEqual({ n: 0 })
    }))

  itIsForAdmins(db, (sql) => sql`select public.delete_webhook_endpoint(${aurora.id}, ${endpointId})`)
})
