import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import {
  at,
  evolutionEvent,
  ingest,
  mariana,
  reaction,
  receive,
  status,
  type Action,
  type MessageAction,
} from '../support/events.ts'
import { only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import { completeSend, createOutbound, type Lease } from '../support/outbox.ts'

const db = await createDatabase()
const key = `whatsapp:${mariana}`

const from = (session: Session, id: string, minute: number, more: Partial<MessageAction> = {}) =>
  receive(session, { provider_message_id: id, occurred_at: at(minute), ...more })

const tell = (session: Session, action: Action) => ingest(session, evolutionEvent([action]))

/** Since when the only patient waits; it must be what the messages say. */
async function waiting(session: Session): Promise<string | null> {
  expect(await wrongSummaries(session)).toEqual([])
  const { waiting_since } = only(await threadsOf(session))
  return waiting_since && new Date(waiting_since).toISOString()
}

const finish = (session: Session, to = 'finished') =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.set_conversation_status(${aurora.id}, ${key}, ${to})`,
  )

describe('waiting_since', () => {
  it('is the first message that nobody answered', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await from(session, 'A2', 5)
      expect(await waiting(session)).toBe(at(0))
    }))

  it('is over with an answer from here, and begins with the next message', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await createOutbound(session)
      expect(await waiting(session)).toBeNull()
      await from(session, 'A2', 5)
      expect(await waiting(session)).toBe(at(5))
    }))

  it('is over with an answer that was written on the phone', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await from(session, 'B1', 3, { from_me: true })
      expect(await waiting(session)).toBeNull()
      await from(session, 'A2', 7)
      expect(await waiting(session)).toBe(at(7))
    }))

  it('goes on when somebody only looks', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.mark_conversation_read(${aurora.id}, ${key})`,
      )
      expect(await waiting(session)).toBe(at(0))
    }))

  it('goes on after what the clinic answers by itself', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0, { body: 'parar' })
      await session.asService(
        (sql) => sql`
          select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Tudo bem.', 'opt_out_ack')`,
      )
      expect(await waiting(session)).toBe(at(0))
    }))

  it.each([
    ['a reaction', (session: Session) => tell(session, reaction('B1', '👍'))],
    ['a notice of WhatsApp', (session: Session) => from(session, 'A1', 5, { kind: 'system' })],
  ])('does not begin with %s', (_what, happen) =>
    db.rolledBack(async (session) => {
      await from(session, 'B1', 0, { from_me: true })
      await happen(session)
      expect(await waiting(session)).toBeNull()
    }),
  )

  it('knows an answer that arrives before the question', () =>
    db.rolledBack(async (session) => {
      await from(session, 'B1', 5, { from_me: true })
      await from(session, 'A1', 3)
      expect(await waiting(session)).toBeNull()
      await from(session, 'A2', 8)
      await from(session, 'A3', 6)
      expect(await waiting(session)).toBe(at(6))
    }))

  it('knows an answer that arrives late', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await from(session, 'A2', 8)
      await from(session, 'B1', 4, { from_me: true })
      expect(await waiting(session)).toBe(at(8))
    }))

  it('does not take for answered what arrived after the answer was written here', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await createOutbound(session)
      await from(session, 'A2', 1)
      expect(await waiting(session)).toBe(at(1))
    }))

  it('goes on when the answer fails, and is over when it leaves after all', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      const { lease } = await createOutbound(session)
      await completeSend(session, lease!, 'permanent', { code: 'invalid_number' })
      expect(await waiting(session)).toBe(at(0))
      await completeSend(session, lease!, 'sent', { id: 'P1' })
      expect(await waiting(session)).toBeNull()
      await tell(session, status('P1', 'delivered'))
      expect(await waiting(session)).toBeNull()
    }))

  it('is settled by finishing, unless that is taken back', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await finish(session)
      await finish(session, 'open')
      expect(await waiting(session)).toBe(at(0))
      await finish(session)
      await from(session, 'A2', 9)
      expect(await waiting(session)).toBe(at(9))
      await from(session, 'A3', 8)
      expect(await waiting(session)).toBe(at(8))
    }))

  it('is right after two conversations became one', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0, { address: { lid: '777' } })
      await from(session, 'A2', 4, { address: { phone: mariana } })
      await from(session, 'B1', 6, { address: { phone: mariana }, from_me: true })
      await from(session, 'A3', 8, { address: { lid: '777', phone: mariana } })
      expect(await waiting(session)).toBe(at(8))
    }))

  it('is that of the one that waited when the other had nothing open', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 5, { address: { lid: '777' } })
      await from(session, 'B1', 2, { address: { phone: mariana }, from_me: true })
      await from(session, 'B2', 3, { address: { lid: '777', phone: mariana }, from_me: true })
      expect(await waiting(session)).toBe(at(5))
    }))

  it('goes on after what another system of the clinic sent', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      await from(session, 'B1', 3, { from_me: true, content: { via_api: true } })
      expect(await waiting(session)).toBe(at(0))
    }))

  it('counts an answer that looked like one from the phone and was sent by itself as none', () =>
    db.rolledBack(async (session) => {
      await from(session, 'A1', 0)
      const [row] = await session.asService(
        (sql) => sql<{ created: { lease: Lease } }[]>`
          select app.create_automation_message(${aurora.id}, ${key}, gen_random_uuid(), 'Recebemos.', 'auto_reply') as created`,
      )
      await from(session, 'P1', 1, { from_me: true, body: 'Recebemos.' })
      await completeSend(session, row!.created.lease, 'sent', { id: 'P1' })
      expect(await waiting(session)).toBe(at(0))
    }))
})
