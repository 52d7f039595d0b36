import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { endpointId, listEndpoints, saveEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()

describe('save_webhook_endpoint', () => {
  it('keeps a new one with its secret, and the secret of one that is there already', () =>
    db.rolledBack(async (session) => {
      expect(await saveEndpoint(session, { events: ['session.created', 'patient.created'] })).toMatchObject({
        id: endpointId,
        events: ['patient.created', 'session.created'],
        is_active: true,
        is_new: true,
      })
      const other = { v: 1, kid: 'other', iv: 'aXY=', ct: 'Y3Q=' }
      expect(await saveEndpoint(session, { url: 'https://other.example/', secret: other })).toMatchObject({
        url: 'https://other.example/',
        is_new: false,
      })
      const kept = await session.asPostgres(
        (sql) => sql`select secret ->> 'kid' as kid from app_private.webhook_secrets`,
      )
      expect([...kept]).toEqual([{ kid: 'test' }])
      expect(await listEndpoints(session)).toHaveLength(1)
    }))

  it.each([
    [{ events: ['patient.created', 'patient.born'] }, 'PT400', 'invalid_webhook_events'],
    [{ events: ['webhook.test'] }, 'PT400', 'invalid_webhook_events'],
    [{ url: 'ftp://crm.example' }, 'PT422', 'invalid_server_url'],
    [{ secret: null }, 'PT404', 'webhook_not_found'],
  ])('refuses %j', (form, state, code) =>
    db.rolledBack((session) => expectRefusal(() => saveEndpoint(session, form), state, code)),
  )

  it('keeps ten of a clinic', () =>
    db.rolledBack(async (session) => {
      for (let n = 10; n < 20; n += 1)
        await saveEndpoint(session, { id: `00000000-0000-4000-8000-0000000000${n}` })
      await expectRefusal(() => saveEndpoint(session), 'PT409', 'too_many_webhooks')
    }))

  itIsForAdmins(
    db,
    (sql) =>
      sql`select app.save_webhook_endpoint(${aurora.id}, ${endpointId}, 'https://x.example', null, '{patient.created}', '{}')`,
  )
})
