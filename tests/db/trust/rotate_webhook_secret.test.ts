import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { endpointId, queued, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()
const secret = (kid: string) => ({ v: 1, kid, iv: 'aXY=', ct: 'Y3Q=' })
const rotate = (session: Session, kid: string) =>
  session.asUser(
    'admin@aurora.test',
    (sql) => sql`select app.rotate_webhook_secret(${aurora.id}, ${endpointId}, ${sql.json(secret(kid))})`,
  )

describe('rotate_webhook_secret', () => {
  it('lets both sign for a day, and never three', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      await testEndpoint(session)
      const [delivery] = await queued(session)
      const kids = async () => {
        const [row] = await session.asService(
          (sql) => sql<{ begun: { secrets: { kid: string }[] } }[]>`
            select app.begin_webhook_delivery(${aurora.id}, ${delivery!.id}) as begun`,
        )
        return row!.begun.secrets.map(({ kid }) => kid)
      }
      expect(await kids()).toEqual(['test'])
      await rotate(session, 'second')
      expect(await kids()).toEqual(['second', 'test'])
      await rotate(session, 'third')
      expect(await kids()).toEqual(['third', 'second'])
      await session.asPostgres(
        (sql) => sql`update app_private.webhook_secrets set ends_at = ends_at - interval '25 hours'`,
      )
      expect(await kids()).toEqual(['third'])
    }))

  it('knows which endpoint', () =>
    db.rolledBack((session) => expectRefusal(() => rotate(session, 'x'), 'PT404', 'webhook_not_found')))

  itIsForAdmins(db, (sql) => sql`select app.rotate_webhook_secret(${aurora.id}, ${endpointId}, '{}')`)
})
