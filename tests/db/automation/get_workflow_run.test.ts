import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { runOf } from '../support/workflows.ts'

const db = await createDatabase()

describe('get_workflow_run', () => {
  it('knows which run', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(session, () => runOf(session, randomUUID()), 'PT404', 'workflow_run_not_found')
    }))

  itIsForMembers(db, (sql) => sql`select public.get_workflow_run(${aurora.id}, ${randomUUID()})`)
})
