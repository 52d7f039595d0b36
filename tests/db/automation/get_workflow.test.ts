import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { leader, save, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow', () => {
  it('knows which workflow', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session, workflow([]))
      expect(await ask(session, 'get_workflow', { id }, leader)).toMatchObject({ id, versions: [] })
      await expectRefusal(
        session,
        () => ask(session, 'get_workflow', { id: randomUUID() }),
        'PT404',
        'workflow_not_found',
      )
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow(${aurora.id}, ${randomUUID()})`)
})
