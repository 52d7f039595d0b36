import { describe, expect, it } from 'vitest'
import { aurora } from '../../support/cast.ts'
import { createDatabase } from '../../support/database.ts'
import {
  at,
  edit,
  evolutionEvent,
  ingest,
  joao,
  mariana,
  message,
  reaction,
  receive,
  status,
  twilioEvent,
  type Action,
} from '../../support/events.ts'
import { broadcastsOf, messagesOf, only, threadsOf, wrongSummaries } from '../../support/inbox.ts'
import { retried } from '../../support/retried.ts'

const db = await createDatabase()

describe('a message of a patient', () => {
  it('becomes a conversation, a message and a broadcast', () =>
    db.rolledBack(async (session) => {
      await receive(session, {
        provider_message_id: 'A1',
        body: 'Bom dia!',
        occurred_at: at(5),
      })
      const thread = only(await threadsOf(session))
      expect(thread).toMatchObject({
        thread_key: `whatsapp:${mariana}`,
        phone: mariana,
        contact_name: 'Mariana Lopes',
        status: 'open',
        unread_count: 1,
        last_message_preview: 'Bom dia!',
        last_message_kind: 'text',
        last_message_direction: 'inbound',
        last_message_status: null,
        reply_address: `${mariana.slice(1)}@s.whatsapp.net`,
      })
      const row = only(await messagesOf(session))
      expect(row).toMatchObject({
        thread_id: thread.id,
        direction: 'inbound',
        origin: 'contact',
        status: 'received',
        body: 'Bom dia!',
        channel_id: aurora.evolution,
        occurred_at: new Date(at(5)),
      })
      expect(only(await broadcastsOf(session))).toMatchObject({
        event: 'message',
        payload: { thread: { id: thread.id, unread_count: 1 }, message: { id: row.id, body: 'Bom dia!' } },
      })
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('is stored once, however often its event arrives', () =>
    db.rolledBack(async (session) => {
      const event = evolutionEvent([message({ provider_message_id: 'A1' })], { key: 'k1' })
      const results = [...(await ingest(session, event)), ...(await ingest(session, event, event))]
      expect(results.map((result) => result.outcome)).toEqual(['applied', 'duplicate', 'duplicate'])
      expect(await messagesOf(session)).toHaveLength(1)
      expect(only(await threadsOf(session)).unread_count).toBe(1)
      expect(await broadcastsOf(session)).toHaveLength(1)
    }))

  it('is stored once when another event carries the same message', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A1', body: 'changed on the way' })
      expect(only(await messagesOf(session)).body).toBe('Oi')
      expect(only(await threadsOf(session)).unread_count).toBe(1)
    }))

  it('and its neighbours in a batch are stored, when one of them is repeated', () =>
    db.rolledBack(async (session) => {
      const event = (id: string, key: string) =>
        evolutionEvent([message({ provider_message_id: id })], { key })
      await ingest(session, event('A1', 'k1'))
      const repeatedEvent = await ingest(session, event('A2', 'k2'), event('A1', 'k1'), event('A3', 'k3'))
      expect(repeatedEvent.map((result) => result.outcome)).toEqual(['applied', 'duplicate', 'applied'])
      const repeatedMessage = await ingest(session, event('A4', 'k4'), event('A1', 'k5'), event('A5', 'k6'))
      expect(repeatedMessage.map((result) => result.outcome)).toEqual(['applied', 'applied', 'applied'])
      expect(await messagesOf(session)).toHaveLength(5)
      expect(only(await threadsOf(session)).unread_count).toBe(5)
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('of a batch goes in also beside one whose sender is not authentic', () =>
    db.rolledBack(async (session) => {
      const results = await ingest(
        session,
        evolutionEvent([message({ provider_message_id: 'A1' })]),
        { ...evolutionEvent([message({ provider_message_id: 'A2' })]), auth: { external_id: 'nobody' } },
        evolutionEvent([message({ provider_message_id: 'A3', address: { phone: joao } })]),
      )
      expect(results.map((result) => result.outcome)).toEqual(['applied', 'unauthorized', 'applied'])
      expect(await messagesOf(session)).toHaveLength(2)
    }))

  it('that arrives late counts as unread, but does not replace a newer one in the list', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A2', body: 'second', occurred_at: at(10) })
      await receive(session, { provider_message_id: 'A1', body: 'first', occurred_at: at(5) })
      expect(only(await threadsOf(session))).toMatchObject({
        last_message_preview: 'second',
        unread_count: 2,
      })
      expect((await messagesOf(session)).map((row) => row.body)).toEqual(['first', 'second'])
      expect(await wrongSummaries(session)).toEqual([])
    }))

  it('opens a finished conversation again', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.set_conversation_status(${aurora.id}, ${`whatsapp:${mariana}`}, 'finished')`,
      )
      await receive(session, { provider_message_id: 'A2', occurred_at: at(9) })
      expect(only(await threadsOf(session)).status).toBe('open')
    }))

  it('gives its name to a conversation that the clinic began without one', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: true, contact_name: null })
      expect(only(await threadsOf(session)).contact_name).toBeNull()
      await receive(session, { provider_message_id: 'A2', contact_name: 'Mariana Lopes', occurred_at: at(1) })
      expect(only(await threadsOf(session))).toMatchObject({
        contact_name: 'Mariana Lopes',
        name_source: 'profile',
      })
    }))

  it('never renames a conversation that has a name', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await receive(session, { provider_message_id: 'A2', contact_name: 'Mari 🌸', occurred_at: at(1) })
      expect(only(await threadsOf(session)).contact_name).toBe('Mariana Lopes')
    }))

  it('keeps its kind, content, media and quote', () =>
    db.rolledBack(async (session) => {
      const content = { latitude: -23.55, longitude: -46.63, name: 'Clínica' }
      const media = { mime_type: 'image/jpeg', size: 1234, state: 'remote' }
      await receive(session, { provider_message_id: 'A1', kind: 'location', body: null, content })
      await receive(session, {
        provider_message_id: 'A2',
        kind: 'image',
        body: null,
        media,
        reply_to_provider_id: 'A1',
        occurred_at: at(1),
      })
      expect(await messagesOf(session)).toMatchObject([
        { kind: 'location', content, media: null, body: null },
        { kind: 'image', media, reply_to_provider_id: 'A1' },
      ])
      expect(only(await threadsOf(session))).toMatchObject({
        last_message_kind: 'image',
        last_message_preview: '',
      })
    }))

  it('is cut for the list and for the broadcast, never in the table', () =>
    db.rolledBack(async (session) => {
      const body = 'palavra '.repeat(400)
      await receive(session, { provider_message_id: 'A1', body })
      expect(only(await threadsOf(session)).last_message_preview).toHaveLength(120)
      expect(only(await messagesOf(session)).body).toBe(body)
      const told = only(await broadcastsOf(session)).payload.message as Record<string, unknown>
      expect(told).toMatchObject({ truncated: true, body: body.slice(0, 2000) })
    }))
})

describe('a message from the clinic’s phone', () => {
  it('is outbound, keeps its status and leaves nothing unread', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: true, status: 'delivered' })
      expect(only(await messagesOf(session))).toMatchObject({
        direction: 'outbound',
        origin: 'phone',
        status: 'delivered',
      })
      expect(only(await threadsOf(session))).toMatchObject({
        unread_count: 0,
        last_message_direction: 'outbound',
        last_message_status: 'delivered',
        last_inbound_at: null,
        contact_name: null,
      })
    }))

  it('that comes again with a later status climbs the ladder', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', from_me: true, status: 'sent' })
      await receive(session, { provider_message_id: 'A1', from_me: true, status: 'read' })
      await receive(session, { provider_message_id: 'A1', from_me: true, status: 'sent' })
      expect(only(await messagesOf(session)).status).toBe('read')
      expect(await wrongSummaries(session)).toEqual([])
    }))
})

describe('a group', () => {
  const group = { group: '120363000000000001@g.us', phone: mariana }

  it('is ignored unless the clinic wants it', () =>
    db.rolledBack(async (session) => {
      const result = await receive(session, { provider_message_id: 'A1', address: group })
      expect(result.outcome).toBe('ignored')
      expect(await threadsOf(session)).toEqual([])
      expect(await messagesOf(session)).toEqual([])
    }))

  it('takes no private message of the same event with it', () =>
    db.rolledBack(async (session) => {
      const inGroup = message({ provider_message_id: 'A1', address: group })
      const inPrivate = message({ provider_message_id: 'A2' })
      for (const [key, actions] of [
        ['k1', [inGroup, inPrivate]],
        [
          'k2',
          [message({ provider_message_id: 'A3' }), message({ provider_message_id: 'A4', address: group })],
        ],
      ] as const)
        expect(await ingest(session, evolutionEvent([...actions], { key }))).toMatchObject([
          { outcome: 'applied' },
        ])
      expect((await messagesOf(session)).map((row) => row.provider_message_id).sort()).toEqual(['A2', 'A3'])
      expect(only(await threadsOf(session))).toMatchObject({ is_group: false, unread_count: 2 })
    }))

  it('is one conversation of many authors when the clinic keeps groups', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`,
      )
      const common = { address: group, contact_name: null }
      await receive(session, { ...common, provider_message_id: 'A1', author_name: 'Ana' })
      await receive(session, { ...common, provider_message_id: 'A2', author_name: 'Bia', occurred_at: at(1) })
      expect(only(await threadsOf(session))).toMatchObject({
        is_group: true,
        thread_key: 'whatsapp:group:120363000000000001@g.us',
        unread_count: 2,
      })
      expect((await messagesOf(session)).map((row) => row.author_name)).toEqual(['Ana', 'Bia'])
    }))
})

describe('an event', () => {
  it('with nothing to do is kept as ignored', () =>
    db.rolledBack(async (session) => {
      expect(await ingest(session, evolutionEvent([], { key: 'k1' }))).toMatchObject([{ outcome: 'ignored' }])
      const [event] = await session.asPostgres((sql) => sql`select outcome, raw from app.webhook_events`)
      expect(event).toMatchObject({ outcome: 'ignored' })
    }))

  it('that no rule understood is kept for the administrators', () =>
    db.rolledBack(async (session) => {
      const raw = { event: 'messages.upsert', data: { strange: true } }
      expect(await ingest(session, evolutionEvent([], { unparsed: 'unknown type', raw }))).toMatchObject([
        { outcome: 'unparsed' },
      ])
      const rows = await session.asUser(
        'admin@aurora.test',
        (sql) => sql`select * from public.list_unparsed_events(${aurora.id})`,
      )
      expect(only(rows)).toMatchObject({ provider: 'evolution', reason: 'unknown type', payload: raw })
    }))

  it.each([
    ['a date that is none', { occurred_at: 'yesterday-ish' }],
    ['a status that is none', { from_me: true, status: 'teleported' }],
    ['a body that does not fit', { body: 'x'.repeat(70_000) }],
  ])('with %s is stored as unparsed and does not stop its neighbours', (_what, options) =>
    db.rolledBack(async (session) => {
      const results = await ingest(
        session,
        evolutionEvent([message({ provider_message_id: 'A1' })]),
        evolutionEvent([message({ provider_message_id: 'A2', ...options })]),
        evolutionEvent([message({ provider_message_id: 'A3' })]),
      )
      expect(results.map((result) => result.outcome)).toEqual(['applied', 'error', 'applied'])
      expect((await messagesOf(session)).map((row) => row.provider_message_id).sort()).toEqual(['A1', 'A3'])
      const [kept] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from app.webhook_events where outcome = 'unparsed'`,
      )
      expect(kept).toEqual({ n: 1 })
      expect(await wrongSummaries(session)).toEqual([])
    }),
  )

  it('with an action nobody knows is stored as unparsed', () =>
    db.rolledBack(async (session) => {
      const [result] = await ingest(session, evolutionEvent([{ type: 'dance' }]))
      expect(result).toMatchObject({ outcome: 'error', error: 'unknown_action' })
    }))

  it('shows that the channel is alive', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const [channel] = await session.asPostgres(
        (sql) =>
          sql`select last_event_at is not null as alive from public.notification_channels where id = ${aurora.evolution}`,
      )
      expect(channel).toEqual({ alive: true })
    }))
})

describe('clinics', () => {
  it('do not share a patient: the same phone writes to each of them', () =>
    db.rolledBack(async (session) => {
      const hello = [message({ provider_message_id: 'A1' })]
      await ingest(session, evolutionEvent(hello), twilioEvent(hello))
      const rows = await session.asPostgres((sql) => sql`select tenant_id from public.conversation_threads`)
      expect(new Set(rows.map((row) => row.tenant_id)).size).toBe(2)
      for (const email of ['recepcao@aurora.test', 'recepcao@horizonte.test'] as const) {
        expect(
          await session.asUser(email, (sql) => sql`select from public.conversation_messages`),
        ).toHaveLength(1)
      }
    }))
})

describe('races', () => {
  it('of one event, 16 times at once: one message, one conversation, one unread', async () => {
    const event = evolutionEvent([
      message({ provider_message_id: 'R1', address: { phone: '+5511900000001' } }),
    ])
    const results = await Promise.all(Array.from({ length: 16 }, () => ingest(db, event)))
    expect(results.flat().filter((result) => result.outcome === 'applied')).toHaveLength(1)
    const threads = (await threadsOf(db)).filter((thread) => thread.phone === '+5511900000001')
    expect(only(threads).unread_count).toBe(1)
  })

  it('of 16 first messages of one person: one conversation with all of them', async () => {
    const address = { phone: '+5511900000002' }
    await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        ingest(db, evolutionEvent([message({ provider_message_id: `S${n}`, address, occurred_at: at(n) })])),
      ),
    )
    const threads = (await threadsOf(db)).filter((thread) => thread.phone === '+5511900000002')
    expect(only(threads).unread_count).toBe(16)
    expect(await wrongSummaries(db)).toEqual([])
  })

  it('of batches with the same people in opposite order all end', async () => {
    const people = Array.from({ length: 6 }, (_, n) => ({ phone: `+551190000010${n}` }))
    const batch = (prefix: string, order: typeof people) =>
      ingest(
        db,
        ...order.map((address, n) =>
          evolutionEvent([message({ provider_message_id: `${prefix}${n}`, address })]),
        ),
      )
    const batches = Array.from({ length: 8 }, (_, n) =>
      batch(`B${n}-`, n % 2 ? people : [...people].reverse()),
    )
    expect((await Promise.all(batches)).flat().every((result) => result.outcome === 'applied')).toBe(true)
    const threads = (await threadsOf(db)).filter((thread) => thread.phone?.startsWith('+551190000010'))
    expect(threads.map((thread) => thread.unread_count)).toEqual(Array(6).fill(8))
    expect(await wrongSummaries(db)).toEqual([])
  })

  it('of batches about the same people, some of them overtaken, wait for nobody in a circle', async () => {
    const phones = Array.from({ length: 30 }, (_, n) => `+55119${String(70000000 + n)}`)
    const batch = (name: string) =>
      phones.map((phone, n) =>
        evolutionEvent(
          [
            message({
              provider_message_id: `${name}:${n}`,
              address: { phone },
              // newer or older than what the others say of the same person
              occurred_at: at(Math.floor(Math.random() * 1000)),
            }),
          ],
          { key: `batch:${name}:${n}` },
        ),
      )
    await ingest(db, ...batch('first'))
    await Promise.all(
      Array.from({ length: 12 }, async (_, writer) => {
        for (let round = 0; round < 6; round += 1) await ingest(db, ...batch(`w${writer}r${round}`))
      }),
    )
    const unread = (await threadsOf(db)).filter((thread) => phones.includes(thread.phone ?? ''))
    expect(unread.map((thread) => thread.unread_count)).toEqual(phones.map(() => 73))
    expect(await wrongSummaries(db)).toEqual([])
  })

  it('of batches and single events about the same messages and people lose nothing', async () => {
    const people = Array.from({ length: 20 }, (_, n) => ({
      phone: `+55119${String(60000000 + n)}`,
      lid: String(880000000000 + n),
    }))
    const one = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)]!
    const sent: Action[] = []
    let count = 0
    const words = () => {
      const { phone, lid } = one(people)
      const action = message({
        provider_message_id: `mixed:${(count += 1)}`,
        from_me: Math.random() < 0.2,
        address: one([{ phone }, { lid }, { phone, lid }]),
        occurred_at: at(Math.floor(Math.random() * 300)),
      })
      sent.push(action)
      return action
    }
    const id = () => `mixed:${Math.max(1, count + 3 - Math.floor(Math.random() * 12))}`
    const anything = (): Action[] =>
      one([
        () => [words()],
        () => [words(), words()],
        () => (sent.length > 0 ? [one(sent)] : [words()]),
        () => [status(id(), one(['delivered', 'read']))],
        () => [edit(id(), 'corrigida')],
        () => [reaction(id(), '👍')],
      ])()
    const key = () => `mixed:${Math.random()}`
    const shapes = [1, 1, 8, 20]
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let round = 0; round < 12; round += 1) {
          const size = one(shapes)
          const events = Array.from({ length: size }, () => evolutionEvent(anything(), { key: key() }))
          await retried(() => ingest(db, ...events))
        }
      }),
    )
    const stored = (await messagesOf(db))
      .map((row) => row.provider_message_id ?? '')
      .filter((n) => n.startsWith('mixed:'))
    expect(stored.sort()).toEqual(sent.map((action) => String(action.provider_message_id)).sort())
    expect(await wrongSummaries(db)).toEqual([])
  })
})
