import { expect, it } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { only, threadsOf } from '../support/inbox.ts'

const db = await createDatabase()

it('is a version 7 uuid whose order is the order of making', () =>
  db.rolledBack(async (session) => {
    const rows = await session.asPostgres(
      (sql) => sql<{ id: string }[]>`
        select app.time_ordered_uuid() as id, pg_sleep(0.0002) from generate_series(1, 50)`,
    )
    const ids = rows.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(50)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }))

it('lets the message that arrived last stand in the list when two are of one second', () =>
  db.rolledBack(async (session) => {
    const occurred_at = '2026-11-22T12:00:00Z'
    for (const word of ['um', 'dois', 'três', 'quatro', 'cinco']) {
      await receive(session, { provider_message_id: word, body: word, occurred_at })
      expect(only(await threadsOf(session)).last_message_preview).toBe(word)
    }
  }))
