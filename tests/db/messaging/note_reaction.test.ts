import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { at, evolutionEvent, ingest, mariana, reaction, receive } from '../support/events.ts'
import { broadcastsOf, only, threadsOf } from '../support/inbox.ts'

const db = await createDatabase()

const react = (session: Session, id: string, emoji: string, minute: number) =>
  ingest(session, evolutionEvent([reaction(id, emoji, 'contact', at(minute))]))
const shown = async (session: Session) => only(await threadsOf(session)).last_reaction

describe('note_reaction', () => {
  it('keeps the latest reaction for the list, without making the conversation unread', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'B1', from_me: true, body: 'Confirmado às 15h' })
      await react(session, 'B1', '❤️', 5)
      expect(await shown(session)).toMatchObject({
        emoji: '❤️',
        by: 'contact',
        kind: 'text',
        preview: 'Confirmado às 15h',
      })
      expect(only(await threadsOf(session))).toMatchObject({ unread_count: 0, waiting_since: null })
      expect((await broadcastsOf(session)).at(-1)).toMatchObject({
        payload: { thread: { last_reaction: { emoji: '❤️' } } },
      })
    }))

  it('forgets it when it is taken back, and lets an older one not replace it', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'B1', from_me: true })
      await receive(session, { provider_message_id: 'B2', from_me: true, occurred_at: at(1) })
      await react(session, 'B1', '❤️', 5)
      await react(session, 'B2', '👍', 4)
      expect(await shown(session)).toMatchObject({ emoji: '❤️' })
      await react(session, 'B1', '', 6)
      expect(await shown(session)).toBeNull()
    }))

  it('keeps the later of two conversations that become one', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'B1', from_me: true, address: { lid: '777' } })
      await receive(session, { provider_message_id: 'B2', from_me: true, address: { phone: mariana } })
      await react(session, 'B1', '❤️', 5)
      await react(session, 'B2', '👍', 4)
      await receive(session, { provider_message_id: 'A1', address: { lid: '777', phone: mariana } })
      expect(await shown(session)).toMatchObject({ emoji: '❤️' })
    }))
})
