import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import { at, mariana, receive, type MessageAction } from '../../support/events.ts'
import { only, threadsOf, wrongSummaries } from '../../support/inbox.ts'

const db = await createDatabase()

const theirs = (minute: number, more: Partial<MessageAction> = {}): MessageAction => ({
  provider_message_id: `T${minute}`,
  occurred_at: at(minute),
  ...more,
})
const ours = (minute: number, more: Partial<MessageAction> = {}): MessageAction => ({
  provider_message_id: `O${minute}`,
  from_me: true,
  occurred_at: at(minute),
  ...more,
})
const unreadOf = async (session: Session) => only(await threadsOf(session)).unread_count

async function unreadAfter(session: Session, messages: MessageAction[]): Promise<number> {
  for (const one of messages) await receive(session, one)
  expect(await wrongSummaries(session)).toEqual([])
  return unreadOf(session)
}

describe('what was answered on the phone', () => {
  it.each<[string, MessageAction[], number]>([
    ['is read', [theirs(1), theirs(2), ours(3)], 0],
    ['stays unread from the next message on', [theirs(1), ours(2), theirs(3)], 1],
    ['is read when the answer arrives late', [theirs(1), theirs(3), ours(2)], 1],
    ['is read when it arrives after its answer', [ours(3), theirs(1), theirs(2)], 0],
    ['is read however mixed', [theirs(5), ours(3), theirs(1), theirs(4), theirs(2)], 2],
  ])('%s', (_name, messages, unread) =>
    db.rolledBack(async (session) => {
      expect(await unreadAfter(session, messages)).toBe(unread)
    }),
  )

  it('is read also where a conversation of a LID becomes that of a phone', () =>
    db.rolledBack(async (session) => {
      const byLid = { address: { lid: '111111111111' } }
      const messages = [theirs(1), theirs(4), theirs(2, byLid), ours(3, byLid)]
      for (const one of messages) await receive(session, one)
      await receive(session, theirs(5, { address: { phone: mariana, lid: '111111111111' } }))
      expect(await unreadOf(session)).toBe(2)
    }))
})

it('another system that answers by itself reads nothing', () =>
  db.rolledBack(async (session) => {
    const robot = ours(2, { sent_via_api: true, content: { via_api: true } })
    expect(await unreadAfter(session, [theirs(1), robot, theirs(0)])).toBe(2)
  }))

it('a notice is nothing to read: it neither counts, nor opens, nor extends the time to answer', () =>
  db.rolledBack(async (session) => {
    await receive(session, theirs(1))
    await session.asPostgres(
      (sql) => sql`update public.conversation_threads set status = 'finished', unread_count = 0`,
    )
    for (const minute of [2, 0]) await receive(session, theirs(minute, { kind: 'system', body: null }))
    const thread = only(await threadsOf(session))
    expect(thread).toMatchObject({ unread_count: 0, status: 'finished', last_message_kind: 'system' })
    expect(thread.last_inbound_at).toEqual(new Date(at(1)))
  }))
