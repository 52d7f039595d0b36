import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, people, type Email } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { repliesOf, saveReply } from '../support/quick-replies.ts'

const db = await createDatabase()

describe('list_quick_replies', () => {
  it('gives the clinic’s and one’s own by their words, one’s own first', () =>
    db.rolledBack(async (session) => {
      await saveReply(session, { shortcut: 'pix' })
      await saveReply(session, { id: randomUUID(), shortcut: 'endereco' })
      const own = { as: 'recepcao@aurora.test', personal: true } as const
      await saveReply(session, { ...own, id: randomUUID(), shortcut: 'pix' })
      const found = await repliesOf(session, 'recepcao@aurora.test')
      expect(found.map(({ shortcut, owner_id }) => [shortcut, owner_id !== null])).toEqual([
        ['endereco', false],
        ['pix', true],
        ['pix', false],
      ])
    }))

  it.each(['dona@aurora.test', 'admin@aurora.test', 'terapeuta@aurora.test'] as const)(
    'hides those of a colleague from %s, also where the table is read directly',
    (as) =>
      db.rolledBack(async (session) => {
        await saveReply(session, { as: 'recepcao@aurora.test', personal: true })
        expect(await repliesOf(session, as)).toEqual([])
        expect(await session.asUser(as, (sql) => sql`select id from public.quick_replies`)).toEqual([])
      }),
  )

  it('takes one’s own along when somebody leaves the clinic', () =>
    db.rolledBack(async (session) => {
      const as: Email = 'recepcao@aurora.test'
      await saveReply(session, { as, personal: true })
      await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select public.remove_member(${aurora.id}, ${people[as].id})`,
      )
      expect(await session.asPostgres((sql) => sql`select from public.quick_replies`)).toHaveLength(0)
    }))

  itIsForMembers(db, (sql) => sql`select public.list_quick_replies(${aurora.id})`)
})
