import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('list_activities', () => {
  it('lists my day, what is open and what is done', () =>
    db.rolledBack(async (session) => {
      const me = people['recepcao@aurora.test'].id
      const [day] = await session.asPostgres(
        (sql) => sql<{ today: string }[]>`select app.clinic_today(${aurora.id})::text as today`,
      )
      const plan = (title: string, days: number, more = {}) => {
        const due = new Date(Date.parse(day!.today) + days * 86_400_000).toISOString().slice(0, 10)
        return ask(session, 'save_activity', { id: randomUUID(), activity: { title, due_on: due, ...more } })
      }
      await plan('Atrasada', -1, { assignee_id: me })
      await plan('Hoje', 0, { kind: 'call' })
      await plan('Depois', 3)
      await plan('Feita', 0, { done: true })
      const titles = async (where = {}, args = {}) =>
        (await ask<{ title: string }[]>(session, 'list_activities', { where, ...args })).map(
          (one) => one.title,
        )
      expect(await titles()).toEqual(['Atrasada', 'Hoje', 'Depois'])
      expect(await titles({ state: 'today' })).toEqual(['Atrasada', 'Hoje'])
      expect(await titles({ state: 'late', assignee: me })).toEqual(['Atrasada'])
      expect(await titles({ kind: 'call' })).toEqual(['Hoje'])
      expect(await titles({ state: 'done' })).toEqual(['Feita'])
      const [first] = await ask<object[]>(session, 'list_activities', { limit: 1 })
      expect(await titles({}, { after: first })).toEqual(['Hoje', 'Depois'])
      await expectRefusal(() => titles({ state: 'lost' }), 'PT400', 'invalid_filter')
    }))

  itIsForSellers(db, (sql) => sql`select public.list_activities(${aurora.id})`)
})
