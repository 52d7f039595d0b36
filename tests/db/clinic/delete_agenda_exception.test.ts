import { describe, expect, it } from 'vitest'
import { ask, helena, list, openAgenda, sueli } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const exception = (therapist_id: string) => ({
  kind: 'absence',
  therapist_id,
  from_local: '2026-12-01',
  until_local: '2026-12-01',
})

describe('delete_agenda_exception', () => {
  it('takes it away; a therapist the own ones', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await ask(session, 'save_agenda_exception', { id: helena, exception: exception(helena) })
      await ask(session, 'save_agenda_exception', { id: sueli, exception: exception(sueli) })
      const remove = (id: string) => ask(session, 'delete_agenda_exception', { id }, 'terapeuta@aurora.test')
      await remove(helena)
      await expectRefusal(() => remove(helena), 'PT404', 'exception_not_found')
      await expectRefusal(() => remove(sueli), 'PT403', 'forbidden')
      expect(
        await list(session, 'list_agenda_exceptions', { from: '2026-12-01', to: '2026-12-01' }),
      ).toHaveLength(1)
    }))

  itIsForMembers(db, (sql) => sql`select public.delete_agenda_exception(${aurora.id}, ${helena})`)
})
