import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { jobsOf, only, threadsOf } from '../support/inbox.ts'
import { answer, key, later, oneId, otherId } from '../support/workspace.ts'

const db = await createDatabase()

const scene = async (session: Session) => {
  await receive(session, { provider_message_id: 'A1' })
  await answer(session, 'schedule_message', {
    p_thread_key: key,
    p_id: oneId,
    p_body: 'Oi',
    p_send_at: later(60),
  })
}
const edit = (session: Session, args: Record<string, unknown> = {}) =>
  answer<Record<string, unknown>>(
    session,
    'edit_scheduled_message',
    { p_id: oneId, p_body: 'Olá', p_send_at: later(120), ...args },
    'terapeuta@aurora.test',
  )

describe('edit_scheduled_message', () => {
  it('changes words and moment, by a colleague too, and has a job for the new moment', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      const moment = later(30)
      const edited = await edit(session, { p_send_at: moment, p_cancel_on_inbound: false })
      expect(edited).toMatchObject({ body: 'Olá', cancel_on_inbound: false, status: 'scheduled' })
      expect(await edit(session, { p_send_at: moment, p_cancel_on_inbound: false })).toEqual(edited)
      expect(only(await threadsOf(session)).next_scheduled_at).toEqual(new Date(moment))
      expect((await jobsOf(session)).map((job) => job.kind)).toEqual(['send_scheduled', 'send_scheduled'])
      expect((await jobsOf(session)).at(-1)?.run_at).toEqual(new Date(moment))
    }))

  it('sends at once when the moment is now', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await edit(session, { p_send_at: new Date().toISOString() })
      const [row] = await session.asService(
        (sql) => sql`select app.send_scheduled_message(${aurora.id}, ${oneId}) as sent`,
      )
      expect(row?.sent).toMatchObject({ duplicate: false })
    }))

  it.each([
    ['nothing', { p_body: '' }, 'PT400', 'empty_body'],
    ['too much', { p_body: 'x'.repeat(4097) }, 'PT400', 'body_too_long'],
    ['the past', { p_send_at: later(-60) }, 'PT400', 'invalid_moment'],
    ['an unknown one', { p_id: otherId }, 'PT404', 'scheduled_message_not_found'],
  ])('refuses %s', (_, args, status, code) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => edit(session, args), status, code)
    }),
  )

  it('leaves what is settled', () =>
    db.rolledBack(async (session) => {
      await scene(session)
      await answer(session, 'cancel_scheduled_message', { p_id: oneId })
      await expectRefusal(() => edit(session), 'PT409', 'not_scheduled_any_more')
    }))

  itIsForMembers(
    db,
    (sql) =>
      sql`select public.edit_scheduled_message(${aurora.id}, ${oneId}, 'Olá', now() + interval '1 hour')`,
    scene,
  )
})
