import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForAdmins } from '../support/guards.ts'
import { attempt, endpointId, saveEndpoint, testEndpoint } from '../support/webhooks.ts'

const db = await createDatabase()
const list = async (session: Session, failed: boolean, before: string | null = null) => {
  const [row] = await session.asUser(
    'admin@aurora.test',
    (sql) => sql<{ value: { id: string }[] }[]>`
      select public.list_webhook_deliveries(${aurora.id}, ${endpointId}, ${failed}, ${before}, 2) as value`,
  )
  return row!.value.map(({ id }) => id)
}

describe('list_webhook_deliveries', () => {
  it('pages from the newest on, all or what failed', () =>
    db.rolledBack(async (session) => {
      await saveEndpoint(session)
      const ids: string[] = []
      for (let n = 0; n < 3; n += 1) ids.push(await testEndpoint(session))
      await attempt(session, ids[1]!, { status: 500, error: 'refused' })
      expect(await list(session, false)).toEqual([ids[2], ids[1]])
      expect(await list(session, false, ids[1])).toEqual([ids[0]])
      expect(await list(session, true)).toEqual([ids[1]])
    }))

  itIsForAdmins(db, (sql) => sql`select public.list_webhook_deliveries(${aurora.id}, ${endpointId})`)
})
