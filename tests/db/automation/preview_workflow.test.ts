import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, patients } from '../support/agenda.ts'
import { aurora, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal, fingerprint, itIsForMembers } from '../support/guards.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import { leader, say, task, workflow } from '../support/workflows.ts'

const db = await createDatabase()

describe('preview_workflow', () => {
  const preview = (session: Session, definition: unknown, event_key: string, as: Email = leader) =>
    ask<{ starts: boolean; reason: string | null; steps: Record<string, unknown>[] }>(
      session,
      'preview_workflow',
      { definition, event_key },
      as,
    )
  const key = `patient.created:${patients.ana}`

  it('shows texts and ways, and writes nothing', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const definition = workflow([
        {
          id: 'asked',
          kind: 'wait_for_answer',
          options: { minutes: 30 },
          branches: { answered: [task('a')], not_answered: [say('b')] },
        },
        task('c'),
      ])
      const before = await fingerprint(session)
      const shown = await preview(session, definition, key)
      expect(shown).toMatchObject({ starts: true, reason: null })
      expect(shown.steps.map(({ step_id, text, branch }) => [step_id, text, branch])).toEqual([
        ['asked', null, 'not_answered'],
        ['b', 'Olá, Ana!', null],
        ['c', 'Ligar para Ana', null],
      ])
      expect(await fingerprint(session)).toBe(before)
      expect(await preview(session, workflow([task('a')], 'birthday'), key)).toMatchObject({
        starts: false,
        reason: 'does_not_match',
      })
    }))

  it('refuses what did not happen, what has problems, and the desk', () =>
    db.rolledBack(async (session) => {
      const fine = workflow([task('a')])
      for (const wrong of ['', 'patient.created:x', `patient.created:${randomUUID()}`, 'birthday:x:y', key])
        await expectRefusal(() => preview(session, fine, wrong), 'PT404', 'workflow_event_not_found')
      await expectRefusal(() => preview(session, workflow([]), key), 'PT409', 'workflow_has_problems')
      await expectRefusal(() => preview(session, fine, key, 'recepcao@aurora.test'), 'PT403', 'forbidden')
    }))

  itIsForMembers(db, (sql) => sql`select public.preview_workflow(${aurora.id}, '{"steps": []}', 'x')`)
})
