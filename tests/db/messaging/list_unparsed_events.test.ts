import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { evolutionEvent, ingest, message } from '../support/events.ts'
import { itIsForAdmins } from '../support/guards.ts'

const db = await createDatabase()

describe('list_unparsed_events', () => {
  it('shows the events of the own clinic that no rule understood, and no others', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        evolutionEvent([], { unparsed: 'unknown type', key: 'k1' }),
        evolutionEvent([message({ provider_message_id: 'A1' })]),
        evolutionEvent([]),
        evolutionEvent([], { unparsed: 'unknown type', clinic: 'horizonte' }),
      )
      const rows = await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select event_id, provider, reason from public.list_unparsed_events(${aurora.id})`,
      )
      expect(rows).toEqual([{ event_id: 'k1', provider: 'evolution', reason: 'unknown type' }])
    }))

  itIsForAdmins(db, (sql) => sql`select * from public.list_unparsed_events(${aurora.id})`)
})
