import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import {
  at,
  deletion,
  edit,
  evolutionEvent,
  ingest,
  joao,
  mariana,
  message,
  receive,
} from '../support/events.ts'
import { itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

interface Filters {
  thread?: string
  assigned?: string
  tag?: string
  channel?: string
  direction?: string
  media?: boolean
  from?: string
  until?: string
  before?: { occurred_at: string; message_id: string }
  limit?: number
}

const search = (session: Session, text: string, filters: Filters = {}) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql<{ message_id: string; body: string; occurred_at: string; thread_key: string }[]>`
      select message_id, body, occurred_at::text, thread_key from public.search_messages(${aurora.id}, ${text},
        ${filters.thread ?? null}, ${filters.channel ?? null}, ${filters.assigned ?? null}, ${filters.direction ?? null}, ${filters.media ?? false},
        ${filters.from ?? null}, ${filters.until ?? null}, ${filters.before?.occurred_at ?? null},
        ${filters.before?.message_id ?? null}, ${filters.limit ?? null}, ${filters.tag ?? null})`,
  )

const bodies = async (session: Session, text: string, filters: Filters = {}) =>
  (await search(session, text, filters)).map(({ body }) => body)

/** Two people write; the second sends a picture. */
async function conversation(session: Session) {
  await receive(session, {
    provider_message_id: 'A',
    body: 'Posso remarcar a sessão de quinta?',
    occurred_at: at(0),
  })
  await receive(session, {
    provider_message_id: 'B',
    body: 'Remarcações só com a clínica',
    occurred_at: at(1),
    kind: 'image',
    media: { mime_type: 'image/jpeg', state: 'remote' },
    address: { phone: joao },
  })
  await receive(session, {
    provider_message_id: 'C',
    body: 'A sessão foi ótima',
    occurred_at: at(2),
    from_me: true,
  })
}

const inScene = (test: (session: Session) => Promise<void>) => () =>
  db.rolledBack(async (session) => {
    await conversation(session)
    await test(session)
  })

describe('search_messages', () => {
  it.each([
    ['sessões', ['A sessão foi ótima', 'Posso remarcar a sessão de quinta?']],
    ['sessao quinta', ['Posso remarcar a sessão de quinta?']],
    ['remarcação', ['Remarcações só com a clínica', 'Posso remarcar a sessão de quinta?']],
    ['clinicas', ['Remarcações só com a clínica']],
    ['de a o', []],
    ['%', []],
    ["' or 1=1 --", []],
    ['inexistente', []],
  ])('finds %j by its words, newest first', (text, expected) =>
    inScene(async (session) => expect(await bodies(session, text)).toEqual(expected))(),
  )

  it(
    'narrows by conversation, side, file and moment',
    inScene(async (session) => {
      expect(await bodies(session, 'sessão', { thread: `whatsapp:${joao}` })).toEqual([])
      expect(await bodies(session, 'sessão', { thread: `whatsapp:${mariana}` })).toHaveLength(2)
      expect(await bodies(session, 'sessão', { thread: 'whatsapp:+5511900000000' })).toEqual([])
      expect(await bodies(session, 'sessão', { direction: 'outbound' })).toEqual(['A sessão foi ótima'])
      expect(await bodies(session, 'clínica', { media: true })).toHaveLength(1)
      expect(await bodies(session, 'sessão', { media: true })).toEqual([])
      expect(await bodies(session, 'sessão', { from: at(1) })).toEqual(['A sessão foi ótima'])
      expect(await bodies(session, 'sessão', { until: at(1) })).toEqual([
        'Posso remarcar a sessão de quinta?',
      ])
    }),
  )

  it(
    'narrows by who is responsible',
    inScene(async (session) => {
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.assign_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${people['recepcao@aurora.test'].id})`,
      )
      expect(await bodies(session, 'sessão', { assigned: people['recepcao@aurora.test'].id })).toHaveLength(2)
      expect(await bodies(session, 'clínica', { assigned: people['recepcao@aurora.test'].id })).toEqual([])
    }),
  )

  it(
    'narrows by a tag and by the channel',
    inScene(async (session) => {
      const [tag] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql<{ id: string }[]>`select id from public.conversation_tags limit 1`,
      )
      const narrowed = { tag: tag!.id }
      expect(await bodies(session, 'sessão', narrowed)).toEqual([])
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.tag_conversation(${aurora.id}, ${`whatsapp:${mariana}`}, ${tag!.id}, true)`,
      )
      expect(await bodies(session, 'sessão', narrowed)).toHaveLength(2)
      expect(await bodies(session, 'clínica', narrowed)).toEqual([])
      const [channel] = await session.asPostgres(
        (sql) => sql<{ channel_id: string }[]>`select channel_id from public.conversation_messages limit 1`,
      )
      expect(await bodies(session, 'sessão', { channel: channel!.channel_id })).toHaveLength(2)
      expect(await bodies(session, 'sessão', { channel: tag!.id })).toEqual([])
    }),
  )

  it(
    'goes on after the last row',
    inScene(async (session) => {
      const [first] = await search(session, 'sessão', { limit: 1 })
      if (!first) throw new Error('nothing found')
      const next = await bodies(session, 'sessão', { before: first, limit: 1 })
      expect([first.body, ...next]).toEqual(['A sessão foi ótima', 'Posso remarcar a sessão de quinta?'])
    }),
  )

  it(
    'follows an edit and forgets a deletion',
    inScene(async (session) => {
      await ingest(session, evolutionEvent([edit('A', 'Posso cancelar a consulta?')]))
      expect(await bodies(session, 'quinta')).toEqual([])
      expect(await bodies(session, 'consulta')).toEqual(['Posso cancelar a consulta?'])
      await ingest(session, evolutionEvent([deletion('A')]))
      expect(await bodies(session, 'consulta')).toEqual([])
    }),
  )

  it('shows nothing of another clinic', () =>
    db.rolledBack(async (session) => {
      const text = message({ provider_message_id: 'X', body: 'xilofone' })
      await ingest(session, evolutionEvent([text], { clinic: 'horizonte' }))
      expect(await bodies(session, 'xilofone')).toEqual([])
    }))

  itIsForMembers(db, (sql) => sql`select public.search_messages(${aurora.id}, 'sessão')`)
})
