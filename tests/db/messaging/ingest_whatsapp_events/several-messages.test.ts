import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../support/database.ts'
import { at, evolutionEvent, ingest, joao, mariana, message, receive } from '../../support/events.ts'
import { messagesOf, only, threadsOf, wrongSummaries } from '../../support/inbox.ts'

const db = await createDatabase()

describe('an event with several messages', () => {
  it('stores those that are new when one is here already', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'um' })
      const [result] = await ingest(
        session,
        evolutionEvent([
          message({ provider_message_id: 'A1', body: 'um' }),
          message({ provider_message_id: 'A2', body: 'dois' }),
          message({ provider_message_id: 'A3', body: 'três', address: { phone: joao } }),
        ]),
      )
      expect(result).toMatchObject({ outcome: 'applied' })
      const stored = await messagesOf(session)
      expect(stored.map((row) => row.body).sort()).toEqual(['dois', 'três', 'um'])
      const unread = (await threadsOf(session)).map((thread) => [thread.phone, thread.unread_count])
      expect(Object.fromEntries(unread)).toEqual({ [mariana]: 2, [joao]: 1 })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('stores one that it names twice once', () =>
    db.rolledBack(async (session) => {
      const twice = message({ provider_message_id: 'A1' })
      const [result] = await ingest(
        session,
        evolutionEvent([twice, twice, message({ provider_message_id: 'A2' })]),
      )
      expect(result).toMatchObject({ outcome: 'applied' })
      expect(await messagesOf(session)).toHaveLength(2)
    }))

  it('loses none to one that the rules refuse, and tells administrators of that one', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: true })
      const event = evolutionEvent([
        { type: 'status', provider_message_id: 'A1', status: 'read', at: at(2) },
        message({ provider_message_id: 'A2', body: 'um' }),
        message({ provider_message_id: 'A3', occurred_at: 'never' }),
        { type: 'dance' },
        message({ provider_message_id: 'A4', body: 'dois', address: { phone: joao } }),
      ])
      const [result] = await ingest(session, event)
      expect(result).toMatchObject({ outcome: 'error', error: expect.stringContaining('never') })
      expect((await messagesOf(session)).map((row) => [row.provider_message_id, row.status])).toEqual(
        expect.arrayContaining([
          ['A1', 'read'],
          ['A2', 'received'],
          ['A4', 'received'],
        ]),
      )
      expect(await messagesOf(session)).toHaveLength(3)
      expect(await wrongSummaries(session)).toEqual([])
      const kept = await session.asPostgres(
        (sql) => sql`select reason from app.webhook_events where outcome = 'unparsed'`,
      )
      expect(kept).toEqual([{ reason: expect.stringMatching(/never.*; unknown_action/) }])
      expect(await ingest(session, event)).toMatchObject([{ outcome: 'duplicate' }])
      expect(await messagesOf(session)).toHaveLength(3)
    }))

  it('applies what was understood and tells administrators that some of it was not', () =>
    db.rolledBack(async (session) => {
      const [result] = await ingest(session, {
        ...evolutionEvent([message({ provider_message_id: 'A1' })]),
        unparsed: 'unknown_address',
      })
      expect(result).toMatchObject({ outcome: 'unparsed' })
      expect(await messagesOf(session)).toHaveLength(1)
    }))

  it('keeps all of them when one says that two conversations are one person', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana } })
      await receive(session, { provider_message_id: 'A2', address: { lid: '777' } })
      const [result] = await ingest(
        session,
        evolutionEvent([
          message({ provider_message_id: 'B1', address: { lid: '777' } }),
          message({ provider_message_id: 'B2', address: { phone: mariana } }),
          message({ provider_message_id: 'B3', address: { phone: mariana, lid: '777' } }),
        ]),
      )
      expect(result).toMatchObject({ outcome: 'applied' })
      expect(await messagesOf(session)).toHaveLength(5)
      expect(only(await threadsOf(session)).unread_count).toBe(5)
    }))
})
