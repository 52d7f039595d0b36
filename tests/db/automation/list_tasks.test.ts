import { describe, expect, it } from 'vitest'
import { ask, helena, openAgenda } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { created, publish, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('list_tasks', () => {
  const leave = async (session: Session) => {
    await openAgenda(session)
    await publish(
      session,
      workflow([
        task('all'),
        { id: 'own', kind: 'add_task', options: { title: 'De Helena', assignee_id: helena, due_in_days: 2 } },
      ]),
    )
    await tell(session, created())
    await work(session)
  }
  const tasks = (session: Session, args = {}, as?: Email) =>
    ask<{ id: string; title: string }[]>(session, 'list_tasks', args, as)
  const titles = async (session: Session, args = {}, as?: Email) =>
    (await tasks(session, args, as)).map(({ title }) => title)

  it('shows mine and nobody’s, or all; a therapist the own', () =>
    db.rolledBack(async (session) => {
      await leave(session)
      expect(await tasks(session)).toMatchObject([
        {
          title: 'Ligar para Ana',
          due_on: '2030-01-07',
          is_late: false,
          assignee_name: null,
          patient_name: 'Ana Prado',
          workflow_name: 'Um fluxo',
        },
      ])
      expect(await titles(session, { scope: 'all' })).toEqual(['Ligar para Ana', 'De Helena'])
      expect(await titles(session, { scope: 'all' }, 'terapeuta@aurora.test')).toEqual(['De Helena'])
    }))

  itIsForMembers(db, (sql) => sql`select public.list_tasks(${aurora.id})`)
})
