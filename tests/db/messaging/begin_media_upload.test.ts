import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { mariana, receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { acceptUpload, beginUpload, claimed, filesOf } from '../support/media.ts'
import { activateTwilio, createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()

describe('begin_media_upload', () => {
  itIsForMembers(
    db,
    (sql) =>
      sql`select public.begin_media_upload(${aurora.id}, 'whatsapp:+5511987650001', ${randomUUID()}, 'image', 'image/jpeg', 10)`,
    openConversation,
  )

  it('says where to put the file, and what the channel takes', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = randomUUID()
      expect(await beginUpload(session, { id })).toEqual({
        upload_id: id,
        bucket: 'whatsapp-media',
        path: `${aurora.id}/uploads/${id}`,
        is_stored: false,
        max_bytes: 5 * 1024 * 1024,
        takes_caption: true,
      })
      expect(await filesOf(session)).toMatchObject([{ id, state: 'uploading' }])
    }))

  it('is the same upload when it is begun again, and says once it is stored', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = randomUUID()
      await beginUpload(session, { id })
      await beginUpload(session, { id })
      await acceptUpload(session, id)
      expect(await beginUpload(session, { id })).toMatchObject({ is_stored: true })
      expect(await filesOf(session)).toHaveLength(1)
    }))

  it('does not take the id of a colleague’s upload', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const id = randomUUID()
      await beginUpload(session, { id })
      await expectRefusal(
        () => beginUpload(session, { id, as: 'dona@aurora.test' }),
        'PT409',
        'upload_id_in_use',
      )
    }))

  it.each([
    ['a type that the channel does not take', { type: 'image/webp' }, 'PT409', 'media_not_supported'],
    ['a kind that there is not', { kind: 'hologram' }, 'PT409', 'media_not_supported'],
    ['one byte too many', { bytes: 5 * 1024 * 1024 + 1 }, 'PT400', 'media_too_large'],
    ['nothing', { bytes: 0 }, 'PT400', 'empty_upload'],
    ['a conversation of nobody', { key: 'whatsapp:+5511900000000' }, 'PT404', 'conversation_not_found'],
  ])('refuses %s', (_what, request, state, code) =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      await expectRefusal(() => beginUpload(session, request), state, code)
    }),
  )

  it('takes a file whose type the browser does not know: its content is looked at later', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      expect(await beginUpload(session, { type: 'application/octet-stream' })).toMatchObject({
        is_stored: false,
      })
    }))

  it('refuses where nothing may be written: opted out, or outside the 24 hours', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'STOP', body: 'PARAR' })
      await expectRefusal(() => beginUpload(session), 'PT409', 'opted_out')
      await activateTwilio(session)
      await receive(session, { provider_message_id: 'OLD', address: { phone: '+5511987650055' } })
      await expectRefusal(
        () => beginUpload(session, { key: 'whatsapp:+5511987650055' }),
        'PT409',
        'outside_24h_window',
      )
    }))

  it('stops somebody who begins more than anybody sends', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      for (let begun = 0; begun < 200; begun += 1) await beginUpload(session)
      await expectRefusal(() => beginUpload(session), 'PT429', 'too_many_uploads')
      expect(await beginUpload(session, { as: 'dona@aurora.test' })).toMatchObject({ is_stored: false })
    }))

  it('leaves nothing behind when nobody sends the file', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const sent = await beginUpload(session)
      const unsent = await beginUpload(session)
      await acceptUpload(session, sent.upload_id)
      await createOutbound(session, { content: { upload_id: sent.upload_id } })
      await session.asPostgres(
        (sql) =>
          sql`update app.media_files set expires_at = now() - interval '1 hour' where expires_at is not null`,
      )
      await session.asService((sql) => sql`select app.prune_expired()`)
      expect((await claimed(session, 'remove_media')).map((job) => job.payload.file_id)).toEqual([
        unsent.upload_id,
      ])
    }))

  it('keeps clinics apart', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { upload_id: id } = await beginUpload(session)
      await acceptUpload(session, id)
      await expectRefusal(
        () =>
          beginUpload(session, {
            as: 'dona@horizonte.test',
            tenant: horizonte.id,
            key: `whatsapp:${mariana}`,
          }),
        'PT404',
        'conversation_not_found',
      )
    }))
})
