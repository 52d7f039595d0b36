import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../../support/database.ts'
import { evolutionEvent, ingest, joao, mariana, message, receive } from '../../../support/events.ts'
import { messagesOf, only, threadsOf, wrongSummaries } from '../../../support/inbox.ts'

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
