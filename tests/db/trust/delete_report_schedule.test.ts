import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora, people } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()
const id = '0a000000-0000-4000-8000-00000000ae91'

describe('delete_report_schedule', () => {
  it('ends it; what is not there is none', () =>
    db.rolledBack(async (on) => {
      const args = { id, every: 'week', hours: 'open', user_ids: [people['dona@aurora.test'].id] }
      await ask(on, 'save_report_schedule', args, 'admin@aurora.test')
      const end = () => ask<boolean>(on, 'delete_report_schedule', { id }, 'supervisor@aurora.test')
      expect([await end(), await end()]).toEqual([true, false])
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (email) =>
    db.rolledBack((on) =>
      expectRefusal(() => ask(on, 'delete_report_schedule', { id }, email), 'PT403', 'forbidden'),
    ),
  )

  itIsForMembers(db, (sql) => sql`select public.delete_report_schedule(${aurora.id}, ${id})`)
})
