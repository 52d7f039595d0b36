import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, helena, openAgenda } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { created, publish, task, tell, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('finish_task', () => {
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

  it('closes a task, and opens it again', () =>
    db.rolledBack(async (session) => {
      await leave(session)
      const id = (await tasks(session))[0]!.id
      for (let times = 0; times < 2; times += 1)
        expect(await ask(session, 'finish_task', { id })).toEqual({ id, done_at: expect.any(String) })
      expect(await titles(session)).toEqual([])
      expect(await ask(session, 'finish_task', { id, done: false })).toEqual({ id, done_at: null })
      expect(await titles(session)).toEqual(['Ligar para Ana'])
      await expectRefusal(() => ask(session, 'finish_task', { id: randomUUID() }), 'PT404', 'task_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.finish_task(${aurora.id}, ${randomUUID()})`)
})
