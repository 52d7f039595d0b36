import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, mariana, receive } from '../support/events.ts'
import { expectRefusal } from '../support/guards.ts'
import { messagesOf, type Message } from '../support/inbox.ts'
import { acceptUpload, beginUpload, filesOf, storedPicture, type UploadRequest } from '../support/media.ts'
import { activateTwilio, completeSend, createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()

/** A file that was put and looked at. */
async function ready(session: Session, request: UploadRequest = {}, more = {}): Promise<string> {
  const { upload_id: id } = await beginUpload(session, request)
  await acceptUpload(session, id, more)
  return id
}

const pathOf = (message: Message) => (message.media as { path: string }).path

const voice = { mime_type: 'audio/ogg', extension: 'ogg', seconds: 4, width: null, height: null }

describe('a file', () => {
  it('is a message with its caption, and the sender is told where it is', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = await ready(session)
      const { message, lease } = await createOutbound(session, {
        content: { upload_id: id },
        body: 'Olha só',
      })
      expect(message).toMatchObject({
        kind: 'image',
        body: 'Olha só',
        media: { state: 'ready', shown_as: 'image', size: 1234 },
      })
      expect(lease).toMatchObject({
        kind: 'image',
        body: 'Olha só',
        media: { path: pathOf(message), mime_type: 'image/jpeg', size: 1234, voice: false },
      })
    }))

  it('needs no words', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { message } = await createOutbound(session, { content: { upload_id: await ready(session) } })
      expect(message).toMatchObject({ kind: 'image', body: null })
    }))

  it('that was recorded is a voice message', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = await ready(session, { kind: 'voice', type: 'audio/ogg; codecs=opus' }, voice)
      const content = { upload_id: id, waveform: [0, 50, 100] }
      const { message, lease } = await createOutbound(session, { content })
      expect(message).toMatchObject({
        kind: 'audio',
        media: { voice: true, shown_as: 'voice', seconds: 4, waveform: [0, 50, 100] },
      })
      expect(lease?.media).toMatchObject({ voice: true })
    }))

  it('is sent once for one client_id', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const content = { upload_id: await ready(session) }
      const clientId = '00000000-0000-4000-8000-00000000c1c1'
      const first = await createOutbound(session, { content, clientId })
      const second = await createOutbound(session, { content, clientId })
      expect(second).toMatchObject({ duplicate: true, message: { id: first.message.id } })
    }))

  it('goes out again as it was after a failure', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const clientId = '00000000-0000-4000-8000-00000000c1c2'
      const content = { upload_id: await ready(session) }
      const { lease } = await createOutbound(session, { content, clientId, body: 'Foto' })
      await completeSend(session, lease!, 'permanent', { code: 'media_unavailable' })
      const again = await createOutbound(session, { clientId, body: 'x' })
      expect(again.lease).toMatchObject({ kind: 'image', body: 'Foto', media: { mime_type: 'image/jpeg' } })
    }))

  it('goes with a failed message that is thrown away', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message } = await createOutbound(session, {
        content: { upload_id: await ready(session) },
      })
      await completeSend(session, lease!, 'permanent', { code: 'media_unavailable' })
      await session.asUser(
        'recepcao@aurora.test',
        (sql) => sql`select public.discard_outbound_message(${message.tenant_id as string}, ${message.id})`,
      )
      expect(await filesOf(session)).toMatchObject([{ state: 'doomed' }])
    }))

  it.each([
    [
      'that was not looked at',
      (session: Session) => beginUpload(session).then((upload) => upload.upload_id),
      'PT409',
      'upload_incomplete',
    ],
    [
      'of a colleague',
      (session: Session) => ready(session, { as: 'dona@aurora.test' }),
      'PT404',
      'upload_not_found',
    ],
    [
      'of another type than was said',
      (session: Session) => ready(session, {}, { mime_type: 'image/gif', extension: 'gif' }),
      'PT409',
      'media_not_supported',
    ],
    [
      'larger than was said',
      (session: Session) => ready(session, {}, { bytes: 6_000_000 }),
      'PT400',
      'media_too_large',
    ],
  ])('%s is not sent', (_what, make, state, code) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = await make(session)
      await expectRefusal(() => createOutbound(session, { content: { upload_id: id } }), state, code)
    }),
  )

  it('that takes no words beside it refuses them', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = await ready(session, { kind: 'voice', type: 'audio/ogg' }, voice)
      await expectRefusal(
        () => createOutbound(session, { content: { upload_id: id }, body: 'oi' }),
        'PT400',
        'caption_not_supported',
      )
    }))
})

describe('a place, people', () => {
  it('are kept as the screen shows them and given to the sender', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const location = { latitude: -23.56, longitude: -46.65, name: ' Clínica  Aurora ' }
      const place = await createOutbound(session, { content: { location } })
      expect(place.lease).toMatchObject({
        kind: 'location',
        content: { latitude: -23.56, name: 'Clínica Aurora' },
      })
      await completeSend(session, place.lease!, 'sent', { id: 'P1' })
      const contacts = [{ name: 'Dr. João', phones: ['(11) 98765-4321'] }]
      const people = await createOutbound(session, { content: { contacts } })
      expect(people.lease?.content).toMatchObject({
        contacts: [{ name: 'Dr. João', phones: ['+5511987654321'] }],
      })
    }))

  it.each([
    ['nothing known', { wallpaper: true }],
    ['a place beside the earth', { location: { latitude: 91, longitude: 0 } }],
    ['half a place', { location: { latitude: 1 } }],
    ['nobody', { contacts: [] }],
    ['somebody without a phone', { contacts: [{ name: 'Ana', phones: ['?'] }] }],
    ['a crowd', { contacts: Array.from({ length: 11 }, () => ({ name: 'Ana', phones: ['11987654321'] })) }],
  ])('%s is refused', (_what, content) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await expectRefusal(() => createOutbound(session, { content }), 'PT400', 'content_invalid')
    }),
  )
})

describe('a message that is forwarded', () => {
  it('shows the same object, which stays until neither shows it', () =>
    db.rolledBack(async (session) => {
      const { message: picture } = await storedPicture(session)
      await openConversation(session, joao)
      const { message } = await createOutbound(session, {
        key: `whatsapp:${joao}`,
        content: { forward_of: picture.id },
      })
      expect(message).toMatchObject({
        kind: 'image',
        content: { forwarded: true },
        media: { path: pathOf(picture) },
      })
      const forget = (id: string) =>
        session.asPostgres(
          (sql) => sql`update public.conversation_messages set deleted_at = now() where id = ${id}`,
        )
      await forget(picture.id)
      expect(await filesOf(session)).toMatchObject([{ state: 'stored' }])
      await forget(message.id)
      expect(await filesOf(session)).toMatchObject([{ state: 'doomed' }])
    }))

  it('brings its words', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'T1', body: 'Chego às 15h' })
      await openConversation(session, joao)
      const [first] = await messagesOf(session)
      const { message } = await createOutbound(session, {
        key: `whatsapp:${joao}`,
        content: { forward_of: first!.id },
      })
      expect(message).toMatchObject({ kind: 'text', body: 'Chego às 15h', content: { forwarded: true } })
    }))

  it('is not one of another clinic, nor a deleted one', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const [first] = await messagesOf(session)
      await session.asPostgres((sql) => sql`update public.conversation_messages set deleted_at = now()`)
      await expectRefusal(
        () => createOutbound(session, { content: { forward_of: first!.id } }),
        'PT404',
        'message_not_found',
      )
    }))
})

it('an official number costs a credit for a file as for a text', () =>
  db.rolledBack(async (session) => {
    await activateTwilio(session)
    await session.asPostgres((sql) => sql`update public.notification_channels set connection_state = 'open'`)
    await openConversation(session, mariana)
    await session.asPostgres(
      (sql) => sql`update public.conversation_messages m set channel_id = c.id, provider = 'twilio'
        from public.notification_channels c where c.tenant_id = m.tenant_id and c.provider = 'twilio'`,
    )
    const balance = () =>
      session.asPostgres(
        (sql) =>
          sql`select balance from public.whatsapp_credits_balance where tenant_id = (select tenant_id from public.conversation_messages limit 1)`,
      )
    const [before] = await balance()
    await createOutbound(session, { content: { upload_id: await ready(session) } })
    const [after] = await balance()
    expect(Number(before?.balance) - Number(after?.balance)).toBe(1)
  }))
