import { describe, expect, it } from 'vitest'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { change, key, kinds } from '../support/workspace.ts'

const db = await createDatabase()
const rita = people['recepcao@aurora.test'].id

describe('take_conversation', () => {
  it('gives it to whoever asks, hands the card on, and is one line however often it is asked for', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const taken = await change(session, 'take_conversation')
      expect(taken).toMatchObject({ assigned_to: rita, board_column: 'in_progress' })
      expect(await change(session, 'take_conversation')).toEqual(taken)
      expect(await kinds(session)).toEqual(['assigned'])
    }))

  it('leaves what a colleague has, and says who', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'take_conversation')
      const take = () => change(session, 'take_conversation', {}, 'admin@aurora.test')
      await expectRefusal(take, 'PT409', 'already_assigned')
      await expect(take()).rejects.toMatchObject({ detail: rita })
      // the way to take it over
      expect(
        await change(
          session,
          'assign_conversation',
          { p_user_id: people['admin@aurora.test'].id },
          'admin@aurora.test',
        ),
      ).toMatchObject({ assigned_to: people['admin@aurora.test'].id })
    }))

  it('takes what somebody has who is no longer active', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'take_conversation', {}, 'admin@aurora.test')
      await session.asPostgres(
        (sql) =>
          sql`update public.tenant_members set status = 'disabled' where user_id = ${people['admin@aurora.test'].id}`,
      )
      expect(await change(session, 'take_conversation')).toMatchObject({ assigned_to: rita })
    }))

  it('lets one of two who press at once have it', async () => {
    await receive(db, { provider_message_id: 'R1' })
    const take = (as: 'recepcao@aurora.test' | 'admin@aurora.test') =>
      change(db, 'take_conversation', {}, as).then(
        () => 'taken',
        (error: Error) => error.message,
      )
    const outcomes = await Promise.all([take('recepcao@aurora.test'), take('admin@aurora.test')])
    expect(outcomes.sort()).toEqual(['already_assigned', 'taken'])
  })

  it('does not know an unknown conversation', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () => change(session, 'take_conversation', { p_thread_key: 'whatsapp:+5500' }),
        'PT404',
        'conversation_not_found',
      ),
    ))

  itIsForMembers(
    db,
    (sql) => sql`select public.take_conversation(${aurora.id}, ${key})`,
    (session) => receive(session, { provider_message_id: 'A1' }),
  )
})
