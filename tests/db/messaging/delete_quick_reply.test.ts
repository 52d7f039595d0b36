import { describe, expect, it } from 'vitest'
import { aurora, staffOfAurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { repliesOf, replyId, saveReply } from '../support/quick-replies.ts'

const db = await createDatabase()

const remove = (session: Session, as: Email = 'admin@aurora.test') =>
  session.asUser(as, (sql) => sql`select public.delete_quick_reply(${aurora.id}, ${replyId})`)

describe('delete_quick_reply', () => {
  it('removes it, once however often it is asked for, and saving it again brings it back', () =>
    db.rolledBack(async (session) => {
      const { updated_at: _, ...saved } = await saveReply(session)
      await remove(session)
      await remove(session)
      expect(await repliesOf(session, 'admin@aurora.test')).toEqual([])
      expect(await saveReply(session)).toMatchObject(saved)
    }))

  it.each(staffOfAurora)('lets %s remove their own', (as) =>
    db.rolledBack(async (session) => {
      await saveReply(session, { as, personal: true })
      await remove(session, as)
      expect(await repliesOf(session, as)).toEqual([])
    }),
  )

  it.each(staffOfAurora)('does not let %s remove what is the clinic’s', (as) =>
    db.rolledBack(async (session) => {
      await saveReply(session)
      await expectRefusal(() => remove(session, as), 'PT403', 'forbidden')
    }),
  )

  it('does not know those of colleagues', () =>
    db.rolledBack(async (session) => {
      await saveReply(session, { as: 'recepcao@aurora.test', personal: true })
      await expectRefusal(() => remove(session), 'PT404', 'quick_reply_not_found')
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.delete_quick_reply(${aurora.id}, ${replyId})`,
    (session) => saveReply(session),
  )
})
