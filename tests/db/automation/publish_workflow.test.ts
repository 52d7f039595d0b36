import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import {
  created,
  leader,
  publish,
  runs,
  save,
  task,
  tell,
  walked,
  work,
  workflow,
  type Workflow,
} from '../support/workflows.ts'

const db = await createDatabase()

describe('publish_workflow', () => {
  it('makes a version that is never changed, and whoever is inside keeps theirs', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const wait = { id: 'wait', kind: 'wait', options: { minutes: 5 } }
      const { id, draft_version } = await publish(session, workflow([wait, task('old')]))
      await tell(session, created())
      await save(session, workflow([task('new')]), { id, draft_version })
      const again = await ask<Workflow>(session, 'publish_workflow', { id }, leader)
      expect(again).toMatchObject({ version: 2, has_changes: false })
      expect(again.versions.map(({ version, published_by_name }) => [version, published_by_name])).toEqual([
        [2, 'Sueli Supervisora'],
        [1, 'Sueli Supervisora'],
      ])
      await work(session)
      await work(session, '2030-01-07T16:00:00Z')
      expect(await walked(session)).toEqual(['wait done', 'old done'])
      expect(await runs(session)).toMatchObject([{ version: 1, state: 'done' }])
      expect(await ask(session, 'publish_workflow', { id }, leader)).toMatchObject({ version: 2 })
      const change = session.asPostgres((sql) => sql`update public.workflow_versions set plan = '{}'`)
      await expect(change).rejects.toThrow('record_is_kept')
    }))

  it('refuses what has problems', () =>
    db.rolledBack(async (session) => {
      const { id } = await save(session, workflow([]))
      const go = (as = leader) => ask(session, 'publish_workflow', { id }, as)
      await expectRefusal(() => go(), 'PT409', 'workflow_has_problems')
      await expectRefusal(() => go('recepcao@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.publish_workflow(${aurora.id}, ${randomUUID()})`)
})
