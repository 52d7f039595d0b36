import { describe, expect, it } from 'vitest'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { broadcastsOf } from '../support/inbox.ts'
import { call, change, key, listed } from '../support/workspace.ts'

const db = await createDatabase()
const columns = [
  { key: 'in_progress', name: '  Na  recepção ' },
  { key: 'new' },
  { key: 'waiting_contact', name: '' },
  { key: 'finished', name: 'Resolvido' },
]
const save = (session: Session, value: unknown, as: Email = 'supervisor@aurora.test') =>
  session.asUser(
    as,
    (sql) => sql`select public.save_conversation_columns(${aurora.id}, ${sql.json(value as never)})`,
  )

describe('save_conversation_columns', () => {
  it('names and orders them, and keeps the cards of a renamed one', () =>
    db.rolledBack(async (session) => {
      await receive(session, { provider_message_id: 'A1' })
      await change(session, 'move_conversation', { p_column: 'in_progress' })
      await save(session, columns)
      await save(session, columns)
      expect(await call(session, 'list_conversation_columns')).toMatchObject([
        { key: 'in_progress', name: 'Na recepção' },
        { key: 'new', name: null },
        { key: 'waiting_contact', name: null },
        { key: 'finished', name: 'Resolvido' },
      ])
      expect(await listed(session, { p_where: { column: 'in_progress' } })).toEqual([key])
      expect((await broadcastsOf(session)).at(-1)?.event).toBe('conversation_columns')
    }))

  it.each([
    ['three', columns.slice(1)],
    ['one twice', [...columns.slice(1), columns[1]]],
    ['an unknown one', [...columns.slice(1), { key: 'other' }]],
    ['no list', { key: 'new' }],
  ])('refuses %s', (_, value) =>
    db.rolledBack((session) => expectRefusal(() => save(session, value), 'PT400', 'invalid_columns')),
  )

  it('refuses a name that is too long', () =>
    db.rolledBack((session) =>
      expectRefusal(
        () =>
          save(session, [{ key: 'new', name: 'x'.repeat(41) }, ...columns.filter((c) => c.key !== 'new')]),
        'PT400',
        'invalid_name',
      ),
    ))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (as) =>
    db.rolledBack((session) => expectRefusal(() => save(session, columns, as), 'PT403', 'forbidden')),
  )

  itIsForMembers(db, (sql) => sql`select public.save_conversation_columns(${aurora.id}, '[]')`)
})
