import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForAdmins } from '../support/guards.ts'
import { answer, oneId } from '../support/workspace.ts'

const db = await createDatabase()
type Session = Parameters<Parameters<typeof db.rolledBack>[0]>[0]

interface Incident {
  due_on: Date
  version: number
}

const save = (session: Session, changes: object = {}, version: number | null = null) =>
  answer<Incident>(
    session,
    'save_privacy_incident',
    {
      p_id: oneId,
      p_version: version,
      p_incident: {
        title: 'Celular perdido',
        description: 'Celular da recepção, sem senha.',
        known_on: '2026-11-19',
        ...changes,
      },
    },
    'dona@aurora.test',
  )

describe('save_privacy_incident', () => {
  itIsForAdmins(db, (sql) => sql`select public.save_privacy_incident(${aurora.id}, ${oneId}, '{}')`)

  it.each([
    // Thursday before the holiday of the 20th: the term goes on after the weekend
    ['2026-11-19', '2026-11-25'],
    ['2026-11-16', '2026-11-19'],
    // a day on which many do not work counts
    ['2026-10-27', '2026-10-30'],
    ['2025-12-24', '2025-12-30'],
  ])('known on %s is due on %s, the third business day', (known_on, due) =>
    db.rolledBack(async (session) => {
      expect((await save(session, { known_on })).due_on.toISOString().slice(0, 10)).toBe(due)
    }),
  )

  it('changes the version that was read, and is audited', () =>
    db.rolledBack(async (session) => {
      await save(session)
      expect((await save(session, { is_grave: true, authority_told_on: '2026-11-20' }, 1)).version).toBe(2)
      await expectRefusal(() => save(session, {}, 1), 'PT409', 'changed_meanwhile')
      const rows = await session.asPostgres(
        (sql) => sql`select 1 from public.audit_logs where action = 'incident.saved'`,
      )
      expect(rows).toHaveLength(2)
    }))

  it('refuses one without title or description, and of a day to come', () =>
    db.rolledBack(async (session) => {
      for (const changes of [
        { title: '' },
        { description: ' ' },
        { known_on: '2999-01-01' },
        { happened_on: '2026-11-20' },
      ])
        await expectRefusal(() => save(session, changes), 'PT400', 'invalid_incident')
    }))
})
