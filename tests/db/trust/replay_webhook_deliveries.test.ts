import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { attempt, endpointId, queued, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()
const replay = async (session: Session, id: string | null = null) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) =>
      sql<{ n: number }[]>`select public.replay_webhook_deliveries(${aurora.id}, ${endpointId}, ${id}) as n`,
  )
  return row!.n
}

describe('replay_webhook_deliveries', () => {
  it('sends all that failed again, or one, each under its old id', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      const ids: string[] = []
      for (let n = 0; n < 3; n += 1) ids.push(await testEndpoint(session))
      for (const [n, id] of ids.entries())
        await attempt(session, id, { status: n === 0 ? 200 : 500, error: 'refused' })
      expect(await replay(session)).toBe(2)
      expect(await replay(session)).toBe(0)
      expect((await queued(session)).map(({ id }) => id)).toEqual(ids.slice(1))
      expect(await replay(session, ids[0])).toBe(1)
      expect((await queued(session)).map(({ id }) => id)).toEqual(ids)
    }))

  it('asks for one that is on', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => replay(session), 'PT404', 'webhook_not_found')
      await saveEndpoint(session)
      await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select public.set_webhook_active(${aurora.id}, ${endpointId}, false)`,
      )
      await expectRefusal(() => replay(session), 'PT409', 'webhook_inactive')
    }))

  itIsForAdmins(db, (sql) => sql`select public.replay_webhook_deliveries(${aurora.id}, ${endpointId})`)
})
