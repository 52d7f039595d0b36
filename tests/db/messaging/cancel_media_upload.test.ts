import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { acceptUpload, beginUpload, filesOf } from '../support/media.ts'
import { createOutbound, openConversation } from '../support/outbox.ts'

const db = await createDatabase()

const cancel = (session: Session, id: string, as: Email = 'recepcao@aurora.test') =>
  session.asUser(as, (sql) => sql`select public.cancel_media_upload(${aurora.id}, ${id})`)

describe('cancel_media_upload', () => {
  itIsForMembers(db, (sql) => sql`select public.cancel_media_upload(${aurora.id}, ${aurora.id})`)

  it('removes what was begun, looked at or not', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const begun = await beginUpload(session)
      const stored = await beginUpload(session)
      await acceptUpload(session, stored.upload_id)
      await cancel(session, begun.upload_id)
      await cancel(session, stored.upload_id)
      await cancel(session, stored.upload_id)
      expect((await filesOf(session)).map((file) => file.state)).toEqual(['doomed', 'doomed'])
    }))

  it('does not touch what was sent, nor a colleague’s', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const sent = await beginUpload(session)
      await acceptUpload(session, sent.upload_id)
      await createOutbound(session, { content: { upload_id: sent.upload_id } })
      const colleagues = await beginUpload(session)
      await cancel(session, sent.upload_id)
      await cancel(session, colleagues.upload_id, 'dona@aurora.test')
      expect((await filesOf(session)).map((file) => file.state).sort()).toEqual(['stored', 'uploading'])
    }))
})
