import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, message } from '../support/events.ts'
import { expectRefusal } from '../support/guards.ts'
import { messagesOf } from '../support/inbox.ts'
import { completeSend, createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()
const choices = (...titles: string[]) => ({ choices: { options: titles.map((title) => ({ title })) } })
const question = { body: 'Qual dia?' }

/** Aurora goes over to WhatsApp Cloud, and Mariana writes there. */
async function onCloud(session: Session): Promise<void> {
  await session.asUser(
    'admin@aurora.test',
    (sql) => sql`
      select app.configure_meta_channel(${aurora.id}, 'whatsapp_cloud', '{"account_id": "501", "parent_id": "601", "name": "Aurora"}',
        '{"v": 1, "kid": "k1", "iv": "aXY=", "ct": "Y3Q="}')`,
  )
  await hear(session, { provider_message_id: 'wamid.FIRST', body: 'Oi' })
}

let heard = 0
const hear = (session: Session, said: Partial<Parameters<typeof message>[0]>) =>
  ingest(session, {
    provider: 'whatsapp_cloud',
    auth: { account_id: '501' },
    event_key: `m:${(heard += 1)}`,
    event_type: 'messages',
    raw: {},
    actions: [
      message({ address: { phone: mariana }, occurred_at: new Date().toISOString(), ...said } as never),
    ],
    unparsed: null,
  } as never)

describe('a question with choices', () => {
  it('has up to three buttons, and a list where they are more', () =>
    db.rolledBack(async (session) => {
      await onCloud(session)
      const clientId = randomUUID()
      const few = await createOutbound(session, {
        ...question,
        clientId,
        content: choices('Terça', ' Quinta '),
      })
      expect(few.message).toMatchObject({ kind: 'text', body: 'Qual dia?' })
      expect(few.lease?.content).toEqual({
        choices_as: 'buttons',
        choices: [
          { id: `choice:${clientId}:1`, title: 'Terça' },
          { id: `choice:${clientId}:2`, title: 'Quinta' },
        ],
      })
      const many = await createOutbound(session, { ...question, content: choices('a', 'b', 'c', 'd') })
      expect(many.message.content).toMatchObject({ choices_as: 'list', choices_button: 'Ver opções' })
    }))

  it('is written out with numbers where nothing can be pressed', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { message: sent } = await createOutbound(session, {
        ...question,
        content: choices('Terça', 'Quinta'),
      })
      expect(sent.body).toBe('Qual dia?\n\n1. Terça\n2. Quinta')
      expect(sent.content).toMatchObject({ choices_as: 'text' })
    }))

  it('is refused without words, without choices, and with two that are alike', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      for (const content of [
        choices(),
        choices('Terça', 'terca'),
        choices('x'.repeat(21)),
        choices(...'abcdefghijk'),
        { choices: { options: 'Terça' } },
      ])
        await expectRefusal(createOutboundOf(session, content), 'PT400', 'content_invalid')
      await expectRefusal(
        () => createOutbound(session, { body: ' ', content: choices('Terça') }),
        'PT400',
        'empty_body',
      )
    }))

  it('is answered by a press, which is shown under it', () =>
    db.rolledBack(async (session) => {
      await onCloud(session)
      const clientId = randomUUID()
      const { message: asked, lease } = await createOutbound(session, {
        ...question,
        clientId,
        content: choices('Terça', 'Quinta'),
      })
      await completeSend(session, lease!, 'sent', { id: 'wamid.ASKED' })
      await hear(session, {
        provider_message_id: 'wamid.PRESS',
        kind: 'button',
        body: 'Quinta',
        content: { id: `choice:${clientId}:2`, title: 'Quinta' },
      } as never)
      const press = (await messagesOf(session)).find((one) => one.provider_message_id === 'wamid.PRESS')
      expect(press).toMatchObject({
        kind: 'button',
        body: 'Quinta',
        reply_to_id: asked.id,
        reply_to_provider_id: 'wamid.ASKED',
      })
    }))

  it.each([
    ['a press', { kind: 'button', body: 'x', content: { id: '2' } }, 2],
    ['a press of another message', { kind: 'button', body: 'Quinta', content: { id: '7' } }, null],
    ['its number', { body: ' 2. ' }, 2],
    ['a number that is none', { body: '3' }, null],
    ['its words', { body: 'QUINTA' }, 2],
    ['other words', { body: 'Quinta de manhã?' }, null],
    ['a file', { kind: 'image', body: null }, null],
  ])('is taken by %s', (_, answer, place) =>
    db.rolledBack(async (session) => {
      const [row] = await session.asService(
        (sql) => sql`
          select app.choice_made(
            jsonb_populate_record(null::public.conversation_messages, '{"content": {"choices": [{"id": "1", "title": "Terça"}, {"id": "2", "title": "Quinta"}]}}'),
            jsonb_populate_record(null::public.conversation_messages, ${JSON.stringify({ content: {}, ...answer })}::text::jsonb)) as place`,
      )
      expect(row!.place).toBe(place)
    }),
  )
})

function createOutboundOf(session: Session, content: Record<string, unknown>) {
  return () => createOutbound(session, { ...question, content })
}

it('typing names what the person wrote last, where it is shown in answer to that', () =>
  db.rolledBack(async (session) => {
    await onCloud(session)
    await createOutbound(session)
    const [row] = await session.asUser(
      'recepcao@aurora.test',
      (sql) => sql`select app.show_typing(${aurora.id}, ${`whatsapp:${mariana}`}) as target`,
    )
    expect(row!.target).toMatchObject({ provider: 'whatsapp_cloud', last_message_id: 'wamid.FIRST' })
  }))
