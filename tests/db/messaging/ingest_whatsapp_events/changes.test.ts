import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../../support/database.ts'
import {
  at,
  deletion,
  edit,
  evolutionEvent,
  ingest,
  mariana,
  message,
  reaction,
  receive,
  status,
  type Action,
} from '../../support/events.ts'
import { broadcastsOf, messagesOf, only, threadsOf, wrongSummaries } from '../../support/inbox.ts'

const db = await createDatabase()
const sent = { provider_message_id: 'A1', from_me: true } as const

const apply = (session: Session, ...actions: Action[]) =>
  ingest(session, ...actions.map((action) => evolutionEvent([action])))

const early = (session: Session) => session.asPostgres((sql) => sql`select from app.early_actions`)

describe('a status', () => {
  it('climbs the ladder with its moments', () =>
    db.rolledBack(async (session) => {
      await receive(session, sent)
      await apply(session, status('A1', 'delivered', { at: at(1) }), status('A1', 'read', { at: at(2) }))
      expect(only(await messagesOf(session))).toMatchObject({
        status: 'read',
        delivered_at: new Date(at(1)),
        read_at: new Date(at(2)),
      })
      expect(only(await threadsOf(session)).last_message_status).toBe('read')
      expect((await broadcastsOf(session)).map((row) => row.event)).toEqual(['message', 'message', 'message'])
    }))

  it('never goes down', () =>
    db.rolledBack(async (session) => {
      await receive(session, sent)
      await apply(session, status('A1', 'read', { at: at(2) }))
      await apply(
        session,
        status('A1', 'delivered', { at: at(1) }),
        status('A1', 'sent', { at: at(0) }),
        status('A1', 'failed'),
      )
      expect(only(await messagesOf(session))).toMatchObject({
        status: 'read',
        read_at: new Date(at(2)),
        delivered_at: new Date(at(1)),
        error_code: null,
      })
    }))

  it.each(['sent', 'delivered', 'read'])('of failure gives way to a proof of delivery: %s', (state) =>
    db.rolledBack(async (session) => {
      await receive(session, sent)
      await apply(
        session,
        status('A1', 'failed', { error_code: 'number_not_on_whatsapp', error_detail: '63003' }),
      )
      expect(only(await messagesOf(session))).toMatchObject({
        status: 'failed',
        error_code: 'number_not_on_whatsapp',
      })
      await apply(session, status('A1', state))
      const expected =
        state === 'sent'
          ? { status: 'failed', error_code: 'number_not_on_whatsapp' }
          : { status: state, error_code: null }
      expect(only(await messagesOf(session))).toMatchObject(expected)
      expect(await wrongSummaries(session)).toEqual([])
    }),
  )

  it('does not touch a message of the patient', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await apply(session, status('A1', 'read'))
      expect(only(await messagesOf(session))).toMatchObject({ status: 'received', read_at: null })
    }))

  it('waits for its message when it comes first', () =>
    db.rolledBack(async (session) => {
      await apply(session, status('A1', 'read', { at: at(3) }), status('A1', 'delivered', { at: at(2) }))
      expect(await messagesOf(session)).toEqual([])
      expect(await early(session)).toHaveLength(2)
      await receive(session, sent)
      expect(only(await messagesOf(session))).toMatchObject({
        status: 'read',
        delivered_at: new Date(at(2)),
        read_at: new Date(at(3)),
      })
      expect(await early(session)).toEqual([])
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('that never finds its message is dropped after a week', () =>
    db.rolledBack(async (session) => {
      await apply(session, status('A1', 'read'))
      await session.asService((sql) => sql`select app.prune_expired()`)
      expect(await early(session)).toHaveLength(1)
      await session.asPostgres(
        (sql) => sql`update app.early_actions set created_at = now() - interval '8 days' where true`,
      )
      await session.asService((sql) => sql`select app.prune_expired()`)
      expect(await early(session)).toEqual([])
    }))
})

describe('an edit', () => {
  it('changes the words and the preview', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'quinta' })
      await apply(session, edit('A1', 'sexta', at(2)))
      expect(only(await messagesOf(session))).toMatchObject({ body: 'sexta', edited_at: new Date(at(2)) })
      expect(only(await threadsOf(session))).toMatchObject({ last_message_preview: 'sexta', unread_count: 1 })
    }))

  it('that is older than another one is ignored', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await apply(
        session,
        edit('A1', 'newer', at(3)),
        edit('A1', 'newest', at(3)),
        edit('A1', 'older', at(2)),
      )
      expect(only(await messagesOf(session))).toMatchObject({ body: 'newest', edited_at: new Date(at(3)) })
    }))

  it('whose words only phones can read leaves the words and says so, until others come', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'quinta', content: { forwarded: true } })
      await apply(session, { type: 'edit', target_provider_id: 'A1', body: null, at: at(2) })
      expect(only(await messagesOf(session))).toMatchObject({
        body: 'quinta',
        edited_at: new Date(at(2)),
        content: { forwarded: true, edit_unknown: true },
      })
      expect(only(await threadsOf(session))).toMatchObject({
        unread_count: 1,
        last_message_preview: 'quinta',
      })
      await apply(session, edit('A1', 'sexta', at(2)))
      await apply(session, { type: 'edit', target_provider_id: 'A1', body: null, at: at(2) })
      expect(only(await messagesOf(session))).toMatchObject({ body: 'sexta', content: { forwarded: true } })
      expect(only(await messagesOf(session)).content).not.toHaveProperty('edit_unknown')
    }))

  it('waits for its message when it comes first', () =>
    db.rolledBack(async (session) => {
      await apply(session, edit('A1', 'sexta', at(2)))
      await receive(session, { provider_message_id: 'A1', body: 'quinta' })
      expect(only(await messagesOf(session)).body).toBe('sexta')
      expect(await wrongSummaries(session)).toEqual([])
    }))
})

describe('a deletion', () => {
  it('marks the message and hides its words from the list', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'engano' })
      await apply(session, deletion('A1', at(4)))
      expect(only(await messagesOf(session)).deleted_at).toEqual(new Date(at(4)))
      expect(only(await threadsOf(session))).toMatchObject({
        last_message_kind: 'deleted',
        last_message_preview: '',
      })
    }))

  it('and an edit give the same message in both orders', () =>
    db.rolledBack(async (session) => {
      for (const [id, actions] of [
        ['A1', [edit('A1', 'sexta', at(2)), deletion('A1', at(4))]],
        ['A2', [deletion('A2', at(4)), edit('A2', 'sexta', at(2))]],
      ] as const) {
        await receive(session, { provider_message_id: id, body: 'quinta' })
        await apply(session, ...actions)
      }
      const [first, second] = await messagesOf(session)
      const visible = ({ body, edited_at, deleted_at }: NonNullable<typeof first>) => ({
        body,
        edited_at,
        deleted_at,
      })
      expect(visible(first!)).toEqual(visible(second!))
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('waits for its message when it comes first', () =>
    db.rolledBack(async (session) => {
      await apply(session, deletion('A1', at(4)))
      await receive(session, { provider_message_id: 'A1' })
      expect(only(await messagesOf(session)).deleted_at).toEqual(new Date(at(4)))
      expect(only(await threadsOf(session)).last_message_kind).toBe('deleted')
    }))
})

describe('a reaction', () => {
  const reactions = async (session: Session) => only(await messagesOf(session)).reactions

  it('of each side stands beside the other, the newer of one side replaces the older', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await apply(
        session,
        reaction('A1', '👍', 'contact', at(1)),
        reaction('A1', '🙏', 'us', at(2)),
        reaction('A1', '❤️', 'contact', at(3)),
      )
      expect(await reactions(session)).toEqual([
        { by: 'contact', emoji: '❤️' },
        { by: 'us', emoji: '🙏' },
      ])
    }))

  it('without an emoji takes the reaction away', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await apply(session, reaction('A1', '👍', 'contact', at(1)), reaction('A1', '', 'contact', at(2)))
      expect(await reactions(session)).toEqual([])
    }))

  it('that is older than what is known changes nothing', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await apply(session, reaction('A1', '', 'contact', at(3)), reaction('A1', '👍', 'contact', at(1)))
      expect(await reactions(session)).toEqual([])
    }))

  it('waits for its message when it comes first', () =>
    db.rolledBack(async (session) => {
      await apply(session, reaction('A1', '👍'))
      await receive(session, { provider_message_id: 'A1' })
      expect(await reactions(session)).toEqual([{ by: 'contact', emoji: '👍' }])
    }))
})

describe('races', () => {
  it('between a message and its status: the status is never lost', async () => {
    const ids = Array.from({ length: 24 }, (_, n) => `R${n}`)
    await Promise.all(
      ids.flatMap((id, n) => [
        ingest(db, evolutionEvent([message({ provider_message_id: id, from_me: true, occurred_at: at(n) })])),
        ingest(db, evolutionEvent([status(id, 'delivered')])),
        ingest(db, evolutionEvent([status(id, 'read')])),
      ]),
    )
    const rows = await messagesOf(db)
    expect(rows.map((row) => row.status)).toEqual(ids.map(() => 'read'))
    expect(await db.asPostgres((sql) => sql`select from app.early_actions`)).toEqual([])
    expect(await wrongSummaries(db)).toEqual([])
    expect(only(await threadsOf(db)).phone).toBe(mariana)
  })
})
