import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { messagesOf } from '../support/inbox.ts'
import { answer, key, oneId } from '../support/workspace.ts'

const db = await createDatabase()
const acknowledge = async (session: Session, kind: string) => {
  const [row] = await session.asService(
    (sql) => sql<{ sent: Record<string, unknown> }[]>`
      select app.send_opt_ack(${aurora.id}, ${kind}, ${key}, ${oneId}) as sent`,
  )
  return row!.sent
}
const sent = async (session: Session) =>
  (await messagesOf(session)).filter(({ direction }) => direction === 'outbound')
const settle = (session: Session, acknowledges: boolean) =>
  answer(
    session,
    'save_optout_settings',
    { p_acknowledges: acknowledges, p_opt_out_text: 'Até logo!', p_opt_in_text: 'De volta!' },
    'supervisor@aurora.test',
  )

describe('send_opt_ack', () => {
  it.each([
    ['parar', 'opt_out_ack', 'Até logo!'],
    ['oi', 'opt_in_ack', 'De volta!'],
  ])('answers %s in the words of the clinic, once', (body, kind, text) =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body })
      await settle(session, true)
      expect(await acknowledge(session, kind)).toMatchObject({ duplicate: false })
      expect(await acknowledge(session, kind)).toMatchObject({ duplicate: true })
      expect(await sent(session)).toMatchObject([{ body: text, origin: 'automation' }])
    }),
  )

  it('says nothing where the clinic does not want to', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1', body: 'parar' })
      await settle(session, false)
      expect(await acknowledge(session, 'opt_out_ack')).toEqual({ skipped: 'not_acknowledged' })
      expect(await sent(session)).toEqual([])
    }))
})
