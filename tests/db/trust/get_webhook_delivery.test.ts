import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { endpointId, getDelivery, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()

describe('get_webhook_delivery', () => {
  it('shows what is sent', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      const id = await testEndpoint(session)
      expect(await getDelivery(session, id)).toMatchObject({
        id,
        request: { type: 'webhook.test', data: { endpoint_id: endpointId } },
        tries: [],
      })
    }))

  it('knows which', () =>
    db.rolledBack((session) =>
      expectRefusal(() => getDelivery(session, endpointId), 'PT404', 'webhook_delivery_not_found'),
    ))

  itIsForAdmins(db, (sql) => sql`select public.get_webhook_delivery(${aurora.id}, ${endpointId})`)
})
