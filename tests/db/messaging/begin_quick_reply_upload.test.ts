import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, people, staffOfAurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { messagesOf } from '../support/inbox.ts'
import { claimed, filesOf } from '../support/media.ts'
import { activateTwilio, createOutbound, openConversation } from '../support/outbox.ts'
import { beginReplyFile, repliesOf, replyFile, replyId, saveReply } from '../support/quick-replies.ts'

const db = await createDatabase()

const remove = (session: Session, as: Email = 'admin@aurora.test') =>
  session.asUser(as, (sql) => sql`select public.delete_quick_reply(${aurora.id}, ${replyId})`)
const mayRead = async (session: Session, as: Email, path: string) => {
  const [row] = await session.asUser(as, (sql) => sql`select app.may_read_media(${path}) as may`)
  return row!.may as boolean
}
/** An hour and more goes by. */
const sweep = async (session: Session) => {
  await session.asPostgres(
    (sql) => sql`update app.media_files set expires_at = expires_at - interval '61 minutes'`,
  )
  await session.asService((sql) => sql`select app.prune_expired()`)
}
const states = async (session: Session) => (await filesOf(session)).map(({ state }) => state)
const sendFile = (session: Session, id: string, more = {}) =>
  createOutbound(session, { content: { quick_reply_file_id: id }, ...more })

describe('begin_quick_reply_upload', () => {
  it('says where to put a file of a reply that need not be there yet, once however often it is asked', () =>
    db.rolledBack(async (session) => {
      const id = randomUUID()
      const begun = await beginReplyFile(session, { id })
      expect(begun).toMatchObject({ path: `${aurora.id}/uploads/${id}`, is_stored: false })
      expect(await beginReplyFile(session, { id })).toEqual(begun)
      expect(await states(session)).toEqual(['uploading'])
    }))

  it.each([
    ['a video', { kind: 'video', type: 'video/mp4' }, 'PT409', 'media_not_supported'],
    ['a program', { kind: 'document', type: 'application/x-msdownload' }, 'PT409', 'media_not_supported'],
    ['what no channel takes', { bytes: 25 * 1024 * 1024 + 1 }, 'PT400', 'media_too_large'],
    ['nothing', { bytes: 0 }, 'PT400', 'empty_upload'],
  ])('refuses %s', (_, file, status, code) =>
    db.rolledBack((session) => expectRefusal(() => beginReplyFile(session, file), status, code)),
  )

  it.each(staffOfAurora)('gives the reply of the clinic no file of %s', (as) =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      await expectRefusal(() => beginReplyFile(session, { as }), 'PT403', 'forbidden')
    }),
  )

  it('does not know the reply of a colleague', () =>
    db.rolledBack(async (session) => {
      await saveReply(session, { as: 'recepcao@aurora.test', personal: true })
      await expectRefusal(() => beginReplyFile(session), 'PT404', 'quick_reply_not_found')
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.begin_quick_reply_upload(${aurora.id}, ${replyId}, ${randomUUID()}, 'image', 'image/jpeg', 10)`,
  )
})

describe('the files of a quick reply', () => {
  it('are kept in their order, five at most, and need no text beside them', () =>
    db.rolledBack(async (session) => {
      const ids: string[] = []
      for (let n = 0; n < 6; n += 1) ids.push(await replyFile(session))
      await expectRefusal(() => saveReply(session, { files: ids }), 'PT400', 'too_many_files')
      const kept = ids.slice(0, 5).reverse()
      const saved = await saveReply(session, { files: kept, body: ' ' })
      expect(saved.files.map(({ id }) => id)).toEqual(kept)
      expect(saved.body).toBe('')
      expect(await repliesOf(session, 'recepcao@aurora.test')).toEqual([saved])
      await expectRefusal(() => saveReply(session, { files: [], body: '' }), 'PT400', 'empty_body')
      expect((await saveReply(session, { body: 'Oi' })).files.map(({ id }) => id)).toEqual(kept)
    }))

  it.each([
    [
      'one that is not there as a whole',
      (session: Session) => beginReplyFile(session),
      'PT409',
      'upload_incomplete',
    ],
    [
      'one of another reply',
      async (session: Session) => ({ upload_id: await replyFile(session, { reply: randomUUID() }) }),
      'PT404',
      'upload_not_found',
    ],
    ['one of nobody', () => Promise.resolve({ upload_id: randomUUID() }), 'PT404', 'upload_not_found'],
  ] as const)('are not %s', (_, begin, status, code) =>
    db.rolledBack(async (session) => {
      const { upload_id } = await begin(session)
      await expectRefusal(() => saveReply(session, { files: [upload_id] }), status, code)
    }),
  )

  it('are not those that a colleague put for it', () =>
    db.rolledBack(async (session) => {
      const file = await replyFile(session, { as: 'terapeuta@aurora.test' })
      const mine = { as: 'recepcao@aurora.test', personal: true, files: [file] } as const
      await expectRefusal(() => saveReply(session, mine), 'PT404', 'upload_not_found')
    }))

  it('are opened by who sees the reply, and by everybody once they were sent', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const as: Email = 'recepcao@aurora.test'
      const file = await replyFile(session, { as })
      await saveReply(session, { as, personal: true, files: [file] })
      const path = (await filesOf(session))[0]!.path
      expect(await mayRead(session, as, path)).toBe(true)
      expect(await mayRead(session, 'admin@aurora.test', path)).toBe(false)
      const links = (who: Email) => session.asUser(who, (sql) => sql`select from public.quick_reply_files`)
      expect([await links(as), await links('admin@aurora.test')].map((rows) => rows.length)).toEqual([1, 0])
      await expectRefusal(
        () => sendFile(session, file, { as: 'terapeuta@aurora.test' }),
        'PT404',
        'upload_not_found',
      )
      await sendFile(session, file)
      expect(await mayRead(session, 'admin@aurora.test', path)).toBe(true)
      expect(await mayRead(session, 'dona@horizonte.test', path)).toBe(false)
    }))

  it('go into a message as one object, with a text beside them', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const file = await replyFile(session)
      await saveReply(session, { files: [file] })
      for (const body of ['Estamos aqui', 'De novo']) await sendFile(session, file, { body })
      const sent = (await messagesOf(session)).filter(({ direction }) => direction === 'outbound')
      expect(sent.map(({ kind, body, media_file_id }) => [kind, body, media_file_id])).toEqual([
        ['image', 'Estamos aqui', file],
        ['image', 'De novo', file],
      ])
      expect(await states(session)).toEqual(['stored'])
    }))

  it('go through the official number within its limits', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', occurred_at: new Date().toISOString() })
      await activateTwilio(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set channel_id = ${aurora.twilio}, provider = 'twilio' where tenant_id = ${aurora.id}`,
      )
      const picture = await replyFile(session)
      const sheet = await replyFile(session, { kind: 'document', type: 'text/csv' })
      await session.asPostgres(
        (sql) => sql`update app.media_files set mime_type = 'text/csv' where id = ${sheet}`,
      )
      await saveReply(session, { files: [picture, sheet] })
      await sendFile(session, picture)
      expect((await messagesOf(session)).at(-1)).toMatchObject({ provider: 'twilio', kind: 'image' })
      await expectRefusal(() => sendFile(session, sheet), 'PT409', 'media_not_supported')
    }))

  it('go with the reply, an hour later: until then whoever may takes it back', () =>
    db.rolledBack(async (session) => {
      const file = await replyFile(session)
      const saved = await saveReply(session, { files: [file] })
      await remove(session, 'dona@aurora.test')
      expect(await states(session)).toEqual(['stored'])
      expect((await saveReply(session, { as: 'dona@aurora.test', files: [file] })).files).toEqual(saved.files)
      await sweep(session)
      expect(await states(session)).toEqual(['stored'])
      await remove(session)
      await sweep(session)
      expect((await claimed(session, 'remove_media')).map((job) => job.payload.file_id)).toEqual([file])
      await expectRefusal(() => saveReply(session, { files: [file] }), 'PT404', 'upload_not_found')
    }))

  it('stay in the conversation in which they were sent, and go with the last message', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const file = await replyFile(session)
      await saveReply(session, { files: [file] })
      await sendFile(session, file)
      await remove(session)
      await sweep(session)
      expect(await states(session)).toEqual(['stored'])
      await session.asPostgres(
        (sql) => sql`delete from public.conversation_messages where media_file_id = ${file}`,
      )
      expect(await states(session)).toEqual(['doomed'])
    }))

  it('stay with the reply when the message is gone', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const file = await replyFile(session)
      await saveReply(session, { files: [file] })
      await sendFile(session, file)
      await session.asPostgres(
        (sql) => sql`delete from public.conversation_messages where media_file_id = ${file}`,
      )
      expect(await states(session)).toEqual(['stored'])
    }))

  it('go with somebody who leaves the clinic', () =>
    db.rolledBack(async (session) => {
      const as: Email = 'recepcao@aurora.test'
      const file = await replyFile(session, { as })
      await saveReply(session, { as, personal: true, files: [file] })
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people[as].id})`,
      )
      await sweep(session)
      expect(await states(session)).toEqual(['doomed'])
    }))
})
