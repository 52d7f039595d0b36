import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { jobsOf, only } from '../support/inbox.ts'
import { claimJobs, completeSend, createOutbound, makeDue, openConversation } from '../support/outbox.ts'

const db = await createDatabase()
const nobody = '00000000-0000-4000-8000-000000000000'

const cancel = (session: Session, id: string) =>
  session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select * from public.cancel_outbound_message(${aurora.id}, ${id})`,
  )

describe('cancel_outbound_message', () => {
  it('takes back a message that waits for another attempt', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message } = await createOutbound(session)
      await completeSend(session, lease!, 'temporary')
      expect(await cancel(session, message.id)).toMatchObject([{ status: 'failed', error_code: 'cancelled' }])
      expect(only(await jobsOf(session)).finished_at).not.toBeNull()
      await makeDue(session)
      expect(await claimJobs(session)).toEqual([])
      expect(await cancel(session, message.id)).toMatchObject([{ error_code: 'cancelled' }])
    }))

  it('says that an attempt runs', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { message } = await createOutbound(session)
      await expectRefusal(() => cancel(session, message.id), 'PT409', 'send_in_progress')
    }))

  it('says that the message left', () =>
    db.rolledBack(async (session) => {
      await openConversation(session)
      const { lease, message } = await createOutbound(session)
      await completeSend(session, lease!, 'sent', { id: 'P1' })
      await expectRefusal(() => cancel(session, message.id), 'PT409', 'already_sent')
    }))

  it('does not know a message of nobody', () =>
    db.rolledBack((session) => expectRefusal(() => cancel(session, nobody), 'PT404', 'message_not_found')))

  it('and a worker that begins at the same moment agree on one end', async () => {
    for (let round = 0; round < 10; round += 1) {
      const phone = `+551190000090${round}`
      await openConversation(db, phone)
      const { lease, message } = await createOutbound(db, { key: `whatsapp:${phone}` })
      await completeSend(db, lease!, 'temporary')
      await makeDue(db)
      const [cancelled, claimed] = await Promise.all([
        cancel(db, message.id).then(
          () => true,
          () => false,
        ),
        claimJobs(db),
      ])
      expect(claimed.filter(({ send }) => send?.message_id === message.id)).toHaveLength(cancelled ? 0 : 1)
    }
  })

  itIsForMembers(db, (sql) => sql`select public.cancel_outbound_message(${aurora.id}, ${nobody})`)
})
