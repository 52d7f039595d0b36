import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import {
  deletion,
  edit,
  joao,
  mariana,
  reaction,
  receive,
  status,
  ingest,
  evolutionEvent,
  message,
} from '../support/events.ts'
import { importOf, keepPage, old, openImport, sideEffects } from '../support/history.ts'
import { broadcastsOf, messagesOf, only, threadsOf, wrongSummaries } from '../support/inbox.ts'
import { createOutbound } from '../support/outbox.ts'
import { retried } from '../support/retried.ts'
import { answer, change, kinds, later, lines } from '../support/workspace.ts'

const db = await createDatabase()

describe('a page of old messages', () => {
  it('stands in the conversation as if it had come then, and nobody is told', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [
        old('H3', 60, { from_me: true, body: 'Até amanhã!', status: 'read' }),
        old('H2', 61, { body: 'PARAR' }),
        old('H1', 62, { body: 'Bom dia' }),
      ])
      expect((await messagesOf(session)).map((m) => [m.provider_message_id, m.direction, m.status])).toEqual([
        ['H1', 'inbound', 'received'],
        ['H2', 'inbound', 'received'],
        ['H3', 'outbound', 'read'],
      ])
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Mariana Lopes',
        unread_count: 0,
        waiting_since: null,
        board_column: 'waiting_contact',
        status: 'open',
        opted_out: false,
        last_message_preview: 'Até amanhã!',
        last_message_direction: 'outbound',
      })
      expect(await wrongSummaries(session)).toEqual([])
      expect(await sideEffects(session)).toEqual({ notifications: 0, jobs: [] })
      expect(await kinds(session)).toEqual([])
      const told = new Set((await broadcastsOf(session)).map(({ event }) => event))
      expect(told).toEqual(new Set(['history_import', 'thread']))
    }))

  it('that is read twice is stored once, and the cursor goes with it', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      const page = [old('H2', 60), old('H1', 61)]
      expect(await keepPage(session, job, page, { next: 2 })).toMatchObject({ step: { place: 1, page: 2 } })
      const before = await messagesOf(session)
      await keepPage(session, job, page, { next: 2 })
      expect(await messagesOf(session)).toEqual(before)
      expect(await importOf(session)).toMatchObject({ messages_stored: 2, chats_done: 0, chats_total: 1 })
      expect(await keepPage(session, job, [old('H0', 62)])).toEqual({ step: null })
      expect(await importOf(session)).toMatchObject({ state: 'done', messages_stored: 3, chats_done: 1 })
    }))

  it('keeps messages of one second in their order', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      const second = later(-60)
      await keepPage(
        session,
        job,
        ['d', 'c', 'b', 'a'].map((id) => old(id, 0, { occurred_at: second })),
      )
      expect((await messagesOf(session)).map((m) => m.provider_message_id)).toEqual(['a', 'b', 'c', 'd'])
    }))

  it('says who waits: somebody whom nobody answered, since then', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H3', 40), old('H2', 50), old('H1', 60, { from_me: true })])
      const thread = only(await threadsOf(session))
      expect(thread).toMatchObject({ unread_count: 0, board_column: 'new' })
      expect(Date.now() - Number(thread.waiting_since)).toBeGreaterThan(49 * 60_000)
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('of a conversation in which nobody has written for a week begins it as finished', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H2', 8 * 24 * 60)], { next: 2 })
      await keepPage(session, job, [old('H1', 9 * 24 * 60)])
      expect(only(await threadsOf(session))).toMatchObject({
        status: 'finished',
        waiting_since: null,
        unread_count: 0,
      })
      expect(await wrongSummaries(session)).toEqual([])
      await receive(session, { provider_message_id: 'L1', occurred_at: later(0) })
      expect(only(await threadsOf(session))).toMatchObject({ status: 'open', unread_count: 1 })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('changes nothing of a conversation that lives but what is older', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'L1', occurred_at: later(-5), body: 'Agora' })
      await change(session, 'move_conversation', { p_column: 'in_progress' })
      await change(session, 'snooze_conversation', { p_until: later(60) })
      const before = only(await threadsOf(session))
      const said = await lines(session)
      const job = await openImport(session)
      await keepPage(session, job, [
        old('L1', 5),
        old('H2', 20, { contact_name: 'Outra' }),
        old('H1', 30, { from_me: true }),
      ])
      const after = only(await threadsOf(session))
      expect(after).toEqual({ ...before, waiting_since: after.waiting_since, updated_at: after.updated_at })
      expect(Date.now() - Number(after.waiting_since)).toBeGreaterThan(19 * 60_000)
      expect(await messagesOf(session)).toHaveLength(3)
      expect(await lines(session)).toEqual(said)
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('does not make somebody wait whom a colleague answered here', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'L1', occurred_at: later(-5) })
      const { lease } = await createOutbound(session, {})
      await session.asService(
        (sql) =>
          sql`select app.complete_send(${aurora.id}, ${lease!.job_id}, ${lease!.lease_token}, 'sent', 'S1')`,
      )
      const job = await openImport(session)
      await keepPage(session, job, [old('S1', 0, { from_me: true }), old('H1', 30)])
      expect(only(await threadsOf(session))).toMatchObject({ waiting_since: null })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('brings the echo of a send that has no answer yet, and no second message', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'L1', occurred_at: later(-5) })
      await createOutbound(session, { body: 'Confirmado' })
      const job = await openImport(session)
      await keepPage(session, job, [old('S1', 1, { from_me: true, body: 'Confirmado' })])
      const messages = await messagesOf(session)
      expect(messages).toHaveLength(2)
      expect(messages[1]).toMatchObject({ provider_message_id: 'S1', origin: 'app', status: 'sent' })
    }))

  it('takes along what was said about its messages, before and after', () =>
    db.rolledBack(async (session) => {
      // a tick of an old message that is not here yet
      await ingest(session, evolutionEvent([status('H1', 'read')]))
      const job = await openImport(session)
      await keepPage(
        session,
        job,
        [
          reaction('H2', '❤️', 'contact', later(-50)),
          edit('H2', 'novo texto', later(-51)),
          deletion('H0', later(-52)),
          old('H2', 60, { body: 'texto' }),
          old('H1', 61, { from_me: true }),
        ],
        { next: 2 },
      )
      await keepPage(session, job, [old('H0', 62)])
      const [h0, h1, h2] = await messagesOf(session)
      expect(h0?.deleted_at).not.toBeNull()
      expect(h1).toMatchObject({ status: 'read' })
      expect(h2).toMatchObject({ body: 'novo texto', reactions: [{ by: 'contact', emoji: '❤️' }] })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('leaves its files where they are until somebody looks', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [
        old('H1', 60, { kind: 'image', body: null, media: { mime_type: 'image/jpeg', state: 'remote' } }),
      ])
      const picture = only(await messagesOf(session))
      expect(picture.media).toMatchObject({ state: 'later' })
      expect((await sideEffects(session)).jobs).toEqual([])
      await answer(session, 'retry_media', { p_message_id: picture.id })
      await answer(session, 'retry_media', { p_message_id: picture.id })
      expect((await sideEffects(session)).jobs).toEqual(['fetch_media'])
    }))

  it('is found by its words', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('H1', 60, { body: 'Trouxe as radiografias' })])
      const found = await answer<object>(session, 'search_messages', { p_search: 'radiografia' })
      expect(JSON.stringify(found)).toContain('radiografias')
    }))

  it('with something that cannot be stored loses that and nothing else', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [
        old('H2', 60),
        old('BAD', 61, { body: 'x'.repeat(70_000) }),
        old('H1', 62),
      ])
      expect((await messagesOf(session)).map((m) => m.provider_message_id)).toEqual(['H1', 'H2'])
      expect(await importOf(session)).toMatchObject({
        state: 'done',
        messages_stored: 2,
        messages_refused: 1,
      })
    }))

  it('of a person known by a LID and a phone makes one conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, {
        provider_message_id: 'L1',
        address: { lid: '99001122' },
        occurred_at: later(-1),
      })
      const job = await openImport(session)
      await keepPage(session, job, [
        old('H2', 60, { address: { phone: mariana, lid: '99001122' } }),
        old('H1', 61, { address: { lid: '99001122' } }),
      ])
      expect(only(await threadsOf(session))).toMatchObject({ phone: mariana, unread_count: 1 })
      expect(await messagesOf(session)).toHaveLength(3)
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('outside of the time that is read is left out', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      await keepPage(session, job, [old('NEW', -10), old('H1', 60), old('OLD', 31 * 24 * 60)])
      expect((await messagesOf(session)).map((m) => m.provider_message_id)).toEqual(['H1'])
    }))

  it('of a worker that lost its lease is not stored', () =>
    db.rolledBack(async (session) => {
      const job = await openImport(session)
      const lost = { ...job, lease_token: '00000000-0000-4000-8000-000000000000' }
      expect(await keepPage(session, lost, [old('H1', 60)])).toBeNull()
      expect(await messagesOf(session)).toEqual([])
    }))
})

it('pages and live messages of the same people, on many connections, double and lose nothing', async () => {
  const people = [mariana, joao, '+5511987650003', '+5511987650004']
  const job = await openImport(
    db,
    people.map((phone) => `${phone.slice(1)}@s.whatsapp.net`),
  )
  const pageOf = (phone: string) => [
    ...Array.from({ length: 30 }, (_, n) =>
      old(`${phone}:${n}`, n + 1, { address: { phone }, from_me: n % 3 === 0, body: `m${n}` }),
    ),
    reaction(`${phone}:4`, '👍', 'contact', later(-1)),
  ]
  const live = people.flatMap((phone) =>
    // some of them are on the page as well: a webhook that was late
    Array.from(
      { length: 10 },
      (_, n) => () =>
        retried(() =>
          ingest(
            db,
            evolutionEvent(
              [
                message({
                  provider_message_id: n % 2 ? `${phone}:${n}` : `${phone}:live${n}`,
                  address: { phone },
                  from_me: n % 2 === 1 && n % 3 === 0,
                  body: n % 2 ? `m${n}` : 'ao vivo',
                  occurred_at: n % 2 ? later(-n - 1) : later(0),
                }),
              ],
              { key: `${phone}:${n}` },
            ),
          ),
        ),
    ),
  )
  const pages = people.map(
    (phone, index) => () => retried(() => keepPage(db, job, pageOf(phone), { place: index + 1, next: 2 })),
  )
  await Promise.all([...live, ...pages].map((work) => work()))
  const messages = await messagesOf(db)
  expect(messages).toHaveLength(people.length * 35)
  expect(new Set(messages.map((m) => m.provider_message_id)).size).toBe(messages.length)
  expect(await wrongSummaries(db)).toEqual([])
  for (const thread of await threadsOf(db)) expect(thread.unread_count).toBeLessThanOrEqual(10)
})
