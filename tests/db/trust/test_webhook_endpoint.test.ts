import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import {
  attempt,
  endpointId,
  getDelivery,
  listEndpoints,
  queued,
  saveEndpoint,
  testEndpoint,
} from '../support/webhooks.ts'

const db = await createDatabase()

describe('test_webhook_endpoint', () => {
  it('sends once, also to one that is off, and says nothing of its health', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.set_webhook_active(${aurora.id}, ${endpointId}, false)`,
      )
      const id = await testEndpoint(session)
      expect(await queued(session)).toMatchObject([
        { id, event: 'webhook.test', data: { endpoint_id: endpointId } },
      ])
      expect(await attempt(session, id, { status: 500, error: 'refused' })).toBe('finished')
      expect(await getDelivery(session, id)).toMatchObject({ state: 'failed', is_test: true })
      expect(await listEndpoints(session)).toMatchObject([{ failing_since: null }])
    }))

  it('knows which endpoint', () =>
    db.rolledBack((session) => expectRefusal(() => testEndpoint(session), 'PT404', 'webhook_not_found')))

  itIsForAdmins(db, (sql) => sql`select public.test_webhook_endpoint(${aurora.id}, ${endpointId})`)
})
