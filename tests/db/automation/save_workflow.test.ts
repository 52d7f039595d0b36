import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { leader, save, task, workflow, type Workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('save_workflow', () => {
  it('keeps drafts, also wrong ones, and sees that a colleague saved meanwhile', () =>
    db.rolledBack(async (session) => {
      const first = await save(session, { steps: [] }, { name: '  Faltas ' })
      expect(first).toMatchObject({
        name: 'Faltas',
        status: 'draft',
        version: null,
        draft_version: 1,
        has_changes: true,
      })
      expect(first.problems.map(({ code }) => code)).toContain('missing_trigger')
      const args = { id: first.id, draft_version: 1 }
      expect(await save(session, workflow([task('one')]), args)).toMatchObject({
        draft_version: 2,
        problems: [],
      })
      await expectRefusal(() => save(session, workflow([task('one')]), args), 'PT409', 'workflow_changed')
    }))

  it('refuses what is no tree, a name that is none, and whoever does not lead', () =>
    db.rolledBack(async (session) => {
      for (const wrong of [[], { steps: {} }, { steps: ['x'] }, { steps: [{ branches: { yes: {} } }] }])
        await expectRefusal(() => save(session, wrong), 'PT400', 'invalid_workflow')
      await expectRefusal(() => save(session, workflow([]), { name: ' ' }), 'PT400', 'invalid_name')
      await expectRefusal(
        () => save(session, workflow([]), { id: randomUUID() }),
        'PT404',
        'workflow_not_found',
      )
      for (const as of ['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)
        await expectRefusal(() => save(session, workflow([]), {}, as), 'PT403', 'forbidden')
      const { id } = await save(session, workflow([]))
      const shown = await ask<Workflow>(session, 'get_workflow', { id })
      expect([shown.secret, (await ask<Workflow>(session, 'get_workflow', { id }, leader)).secret]).toEqual([
        null,
        expect.stringMatching(/^[0-9a-f]{48}$/),
      ])
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.save_workflow(${aurora.id}, null, 'Um fluxo', '{"steps": []}')`,
  )
})
