import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { at, evolutionEvent, ingest, message } from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const phone = (n: number) => `+5511987650${String(n).padStart(3, '0')}`

const writes = (session: Session, count: number) =>
  ingest(
    session,
    ...Array.from({ length: count }, (_, n) =>
      evolutionEvent([
        message({ provider_message_id: `A${n}`, address: { phone: phone(n) }, occurred_at: at(n) }),
      ]),
    ),
  )

const counts = async (session: Session) => {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ counts: object }[]>`select public.count_conversations(${aurora.id}) as counts`,
  )
  return row!.counts
}

describe('count_conversations', () => {
  it('counts open conversations by filter', () =>
    db.rolledBack(async (session) => {
      await writes(session, 4)
      await session.asUser('recepcao@aurora.test', async (sql) => {
        const id = people['recepcao@aurora.test'].id
        await sql`select public.assign_conversation(${aurora.id}, ${`whatsapp:${phone(0)}`}, ${id})`
        await sql`select public.assign_conversation(${aurora.id}, ${`whatsapp:${phone(1)}`}, ${id})`
        await sql`select public.set_conversation_status(${aurora.id}, ${`whatsapp:${phone(1)}`}, 'finished')`
        await sql`select public.mark_conversation_read(${aurora.id}, ${`whatsapp:${phone(2)}`})`
        await sql`
          select app.create_outbound_message(${aurora.id}, ${`whatsapp:${phone(3)}`}, gen_random_uuid(), 'Bom dia!')`
      })
      expect(await counts(session)).toEqual({
        all: 3,
        mine: 1,
        unassigned: 2,
        waiting: 2,
        unread: 2,
        snoozed: 0,
      })
    }))

  it('counts no further than a hundred', () =>
    db.rolledBack(async (session) => {
      await writes(session, 105)
      expect(await counts(session)).toEqual({
        all: 100,
        mine: 0,
        unassigned: 100,
        waiting: 100,
        unread: 100,
        snoozed: 0,
      })
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.count_conversations(${aurora.id})`,
    (session) => writes(session, 1),
  )
})
