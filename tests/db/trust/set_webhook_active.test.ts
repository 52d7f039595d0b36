import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { endpointId, listEndpoints, saveEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()
const set = (session: Session, active: boolean) =>
  session.asUser(
    'admin@aurora.test',
    (sql) => sql`select public.set_webhook_active(${aurora.id}, ${endpointId}, ${active})`,
  )

describe('set_webhook_active', () => {
  it('switches off and on, twice is once', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      for (let times = 0; times < 2; times += 1) await set(session, false)
      expect(await listEndpoints(session)).toMatchObject([{ is_active: false, disabled_reason: 'person' }])
      for (let times = 0; times < 2; times += 1) await set(session, true)
      expect(await listEndpoints(session)).toMatchObject([{ is_active: true, disabled_reason: null }])
    }))

  it('knows which endpoint', () =>
    db.rolledBack((session) => expectRefusal(() => set(session, false), 'PT404', 'webhook_not_found')))

  itIsForAdmins(db, (sql) => sql`select public.set_webhook_active(${aurora.id}, ${endpointId}, false)`)
})
