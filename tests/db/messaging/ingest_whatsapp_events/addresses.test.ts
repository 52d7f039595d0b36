import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import {
  at,
  evolutionEvent,
  ingest,
  joao,
  mariana,
  message,
  receive,
  twilioEvent,
} from '../../support/events.ts'
import {
  broadcastsOf,
  messagesOf,
  only,
  searchedWords,
  threadsOf,
  wrongSummaries,
} from '../../support/inbox.ts'
import { retried } from '../../support/retried.ts'

const db = await createDatabase()
const withoutNinth = '+551187650001'
const lid = '98765432101234'

describe('one person', () => {
  it('with and without the ninth digit is one conversation', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: withoutNinth } })
      await receive(session, {
        provider_message_id: 'A2',
        address: { phone: '+5511987650001' },
        occurred_at: at(1),
      })
      expect(only(await threadsOf(session))).toMatchObject({ phone: '+5511987650001', unread_count: 2 })
    }))

  it('is answered at the address that the provider used last', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: withoutNinth } })
      expect(only(await threadsOf(session)).reply_address).toBe('551187650001@s.whatsapp.net')
    }))

  it('known by a LID first is one conversation once the phone is known', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid } })
      expect(only(await threadsOf(session))).toMatchObject({ phone: null, thread_key: `whatsapp:lid:${lid}` })
      await receive(session, {
        provider_message_id: 'A2',
        address: { lid, phone: mariana },
        occurred_at: at(1),
      })
      await receive(session, { provider_message_id: 'A3', address: { phone: mariana }, occurred_at: at(2) })
      await receive(session, { provider_message_id: 'A4', address: { lid }, occurred_at: at(3) })
      expect(only(await threadsOf(session))).toMatchObject({
        phone: mariana,
        unread_count: 4,
      })
      expect(await searchedWords(session)).toEqual([' mariana lopes #5511987650001 #551187650001'])
    }))

  it('known by phone and by LID apart becomes one conversation with everything of both', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone: mariana }, occurred_at: at(1) })
      await receive(session, {
        provider_message_id: 'A2',
        address: { lid },
        body: 'parar',
        occurred_at: at(2),
      })
      const [byPhone, byLid] = await threadsOf(session)
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.assign_conversation(${aurora.id}, ${byLid!.thread_key}, ${people['terapeuta@aurora.test'].id})`,
      )
      await receive(session, {
        provider_message_id: 'A3',
        address: { lid, phone: mariana },
        occurred_at: at(3),
      })

      const thread = only(await threadsOf(session))
      expect(thread).toMatchObject({
        id: byPhone!.id,
        thread_key: `whatsapp:${mariana}`,
        unread_count: 3,
        opted_out: true,
        assigned_to: people['terapeuta@aurora.test'].id,
      })
      expect((await messagesOf(session)).every((row) => row.thread_id === thread.id)).toBe(true)
      expect(await wrongSummaries(session)).toEqual([])
      expect((await broadcastsOf(session)).find((row) => row.event === 'thread_merged')?.payload).toEqual({
        from_id: byLid!.id,
        into_id: thread.id,
        into_key: thread.thread_key,
      })
      const [found] = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select id from public.get_conversation(${aurora.id}, ${`whatsapp:lid:${lid}`})`,
      )
      expect(found).toEqual({ id: thread.id })
    }))

  it('who changes number keeps the old history apart; the LID follows the new number', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid, phone: mariana } })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao }, occurred_at: at(1) })
      await receive(session, { provider_message_id: 'A3', address: { lid, phone: joao }, occurred_at: at(2) })
      await receive(session, { provider_message_id: 'A4', address: { lid }, occurred_at: at(3) })
      const threads = await threadsOf(session)
      expect(threads.map((thread) => [thread.phone, thread.unread_count])).toEqual([
        [mariana, 1],
        [joao, 3],
      ])
    }))

  it('who changes number is found by a key of the old one, though it began under the LID', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { lid } })
      await receive(session, { provider_message_id: 'A2', address: { lid, phone: mariana } })
      await receive(session, { provider_message_id: 'A3', address: { phone: joao } })
      await receive(session, { provider_message_id: 'A4', address: { lid, phone: joao } })
      const found = await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`
          select t.phone, (public.get_conversation(t.tenant_id, t.thread_key)).phone as found
          from public.conversation_threads t where t.tenant_id = ${aurora.id} order by 1`,
      )
      expect(found).toEqual([mariana, joao].sort().map((phone) => ({ phone, found: phone })))
    }))

  it('without phone, LID or group is nobody: stored as unparsed, and no conversation', () =>
    db.rolledBack(async (session) => {
      const result = await receive(session, {
        provider_message_id: 'A1',
        address: { phone: '123', raw: 'status@broadcast' },
      })
      expect(result).toMatchObject({ outcome: 'error', error: 'unknown_address' })
      expect(await threadsOf(session)).toEqual([])
    }))

  it.each([
    ['a Portuguese mobile', '+351912345678', '+351912345678'],
    ['a Brazilian landline', '+551133334444', '+551133334444'],
    ['a Brazilian mobile without its ninth digit', '+555199998888', '+5551999998888'],
  ])('with %s is found by its E.164', (_what, phone, canonical) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', address: { phone } })
      expect(only(await threadsOf(session)).phone).toBe(canonical)
    }),
  )
})

describe('a contact card of the address book', () => {
  it('names a conversation before what people call themselves does', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', contact_name: null })
      await receive(session, { provider_message_id: 'A2', address: { phone: joao }, contact_name: 'João' })
      const contact = (phone: string, name: string) =>
        ingest(
          session,
          evolutionEvent([
            {
              type: 'contact',
              address: { phone, lid: null, group: null, raw: null },
              name,
              name_source: 'address_book',
            },
          ]),
        )
      await contact(withoutNinth, 'Mariana da Agenda')
      await contact(joao, 'Outro Nome')
      await contact('+5511900000000', 'Ninguém')
      expect((await threadsOf(session)).map((thread) => thread.contact_name)).toEqual([
        'Mariana da Agenda',
        'Outro Nome',
      ])
      expect((await searchedWords(session))[0]).toBe(' mariana da agenda #5511987650001 #551187650001')
    }))
})

describe('somebody whose phone is hidden', () => {
  const user = 'BR.1000000000000201'
  const hidden = { phone: null, lid: null, user, group: null, raw: `whatsapp:${user}` }
  const shown = { ...hidden, phone: withoutNinth, raw: `whatsapp:${withoutNinth}` }
  const writes = (session: Session, id: string, who: typeof hidden | typeof shown, minute: number) =>
    ingest(
      session,
      twilioEvent([{ ...message({ provider_message_id: id, occurred_at: at(minute) }), address: who }]),
    )

  it('has a conversation, which is that of the phone once both are named', () =>
    db.rolledBack(async (session) => {
      await writes(session, 'A1', hidden, 0)
      expect(only(await threadsOf(session, horizonte.id))).toMatchObject({
        thread_key: `whatsapp:user:${user}`,
        phone: null,
        reply_address: `whatsapp:${user}`,
      })
      await writes(session, 'A2', shown, 1)
      await writes(session, 'A3', hidden, 2)
      expect(only(await threadsOf(session, horizonte.id))).toMatchObject({
        phone: mariana,
        unread_count: 3,
        reply_address: `whatsapp:${user}`,
      })
    }))

  it('and a conversation of the phone become one', () =>
    db.rolledBack(async (session) => {
      await writes(session, 'A1', hidden, 0)
      const { user: _user, ...phoneOnly } = shown
      await ingest(
        session,
        twilioEvent([{ ...message({ provider_message_id: 'A2', occurred_at: at(1) }), address: phoneOnly }]),
      )
      expect(await threadsOf(session, horizonte.id)).toHaveLength(2)
      await writes(session, 'A3', shown, 2)
      expect(only(await threadsOf(session, horizonte.id))).toMatchObject({ phone: mariana, unread_count: 3 })
    }))
})

describe('the clinic’s own number beside a LID', () => {
  it('is nobody’s address, also where the gateway does not say whose it is', () =>
    db.rolledBack(async (session) => {
      const own = '+551130304040'
      await ingest(session, evolutionEvent([{ type: 'connection', state: 'open', reason: null, phone: own }]))
      for (const [n, alias] of ['116', '117'].entries())
        await receive(session, {
          provider_message_id: `A${n}`,
          address: { lid: alias, phone: own },
          occurred_at: at(n),
        })
      expect(
        (await threadsOf(session)).map(({ thread_key, phone, reply_address }) => [
          thread_key,
          phone,
          reply_address,
        ]),
      ).toEqual([
        ['whatsapp:lid:116', null, '116@lid'],
        ['whatsapp:lid:117', null, '117@lid'],
      ])
    }))
})

describe('races', () => {
  it('of a merge with messages to both halves lose nothing', async () => {
    const phone = '+5511911112222'
    const alias = '55667788990011'
    await receive(db, { provider_message_id: 'M0', address: { phone } })
    await receive(db, { provider_message_id: 'M1', address: { lid: alias }, occurred_at: at(1) })
    const writers = Array.from({ length: 24 }, (_, n) =>
      retried(() =>
        ingest(
          db,
          evolutionEvent(
            [
              message({
                provider_message_id: `N${n}`,
                address: [{ phone }, { lid: alias }, { phone, lid: alias }][n % 3],
                occurred_at: at(2 + n),
              }),
            ],
            { key: `race:${n}` },
          ),
        ),
      ),
    )
    await Promise.all(writers)
    expect(only(await threadsOf(db))).toMatchObject({ phone, unread_count: 26 })
    expect(await messagesOf(db)).toHaveLength(26)
    expect(await wrongSummaries(db)).toEqual([])
  })
})
