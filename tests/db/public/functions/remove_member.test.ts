import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { receive } from '../../support/events.ts'
import { expectRefusal, itIsForAdmins } from '../../support/guards.ts'
import { only, threadsOf } from '../../support/inbox.ts'

const db = await createDatabase()

const remove = (session: Session, as: Email, of: Email) =>
  session.asUser(as, (sql) => sql`select public.remove_member(${aurora.id}, ${people[of].id})`)

describe('remove_member', () => {
  it('ends the access of a person and leaves their conversations to nobody', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      const { thread_key } = only(await threadsOf(session))
      await session.asUser(
        'recepcao@aurora.test',
        (sql) =>
          sql`select public.assign_conversation(${aurora.id}, ${thread_key}, ${people['terapeuta@aurora.test'].id})`,
      )
      await remove(session, 'admin@aurora.test', 'terapeuta@aurora.test')
      expect(only(await threadsOf(session)).assigned_to).toBeNull()
      expect(
        await session.asUser('terapeuta@aurora.test', (sql) => sql`select from public.conversation_threads`),
      ).toEqual([])
    }))

  it.each([
    ['an administrator over an owner', 'admin@aurora.test', 'dona@aurora.test', 'PT403', 'forbidden'],
    ['the last owner', 'dona@aurora.test', 'dona@aurora.test', 'PT409', 'last_owner'],
    [
      'a person of another clinic',
      'dona@aurora.test',
      'recepcao@horizonte.test',
      'PT404',
      'member_not_found',
    ],
  ] as [string, Email, Email, string, string][])('refuses %s', (_what, as, of, sqlstate, code) =>
    db.rolledBack((session) => expectRefusal(session, () => remove(session, as, of), sqlstate, code)),
  )

  it('answers a second removal with member_not_found', () =>
    db.rolledBack(async (session) => {
      await remove(session, 'admin@aurora.test', 'recepcao@aurora.test')
      await expectRefusal(
        session,
        () => remove(session, 'admin@aurora.test', 'recepcao@aurora.test'),
        'PT404',
        'member_not_found',
      )
    }))

  itIsForAdmins(
    db,
    (sql) => sql`select public.remove_member(${aurora.id}, ${people['recepcao@aurora.test'].id})`,
  )
})
