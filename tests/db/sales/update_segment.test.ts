import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'
import { createSegment, rule, segmentId, type Segment } from '../support/segments.ts'

const db = await createDatabase()

const update = (session: Session, args: Record<string, unknown> = {}) =>
  ask<Segment>(session, 'update_segment', {
    id: segmentId,
    version: 1,
    name: 'Sumidos há 90 dias',
    query: rule('last_session_at', 'before', { days: -90 }),
    ...args,
  })

describe('update_segment', () => {
  it('changes name and rules; who read an older one is told', () =>
    db.rolledBack(async (session) => {
      await createSegment(session)
      const changed = await update(session)
      expect(changed).toMatchObject({ name: 'Sumidos há 90 dias', version: 2 })
      expect(await update(session)).toEqual(changed)
      await expectRefusal(() => update(session, { name: 'Outro' }), 'PT409', 'changed_meanwhile')
      const [entry] = await session.asPostgres(
        (sql) => sql`select before, after from public.audit_logs where action = 'segment.changed'`,
      )
      expect(entry).toMatchObject({ before: { name: 'Sumidos' }, after: { name: 'Sumidos há 90 dias' } })
    }))

  it('refuses what would not run, a taken name and another clinic', () =>
    db.rolledBack(async (session) => {
      await createSegment(session)
      await createSegment(session, { id: '5c000000-0000-4000-8000-000000000002', name: 'Outro' })
      await expectRefusal(() => update(session, { name: 'Outro' }), 'PT409', 'segment_name_taken')
      await expectRefusal(() => update(session, { name: 'x' }), 'PT400', 'invalid_name')
      await expectRefusal(() => update(session, { query: rule('cor', 'eq', 'x') }), 'PT400', 'unknown_field')
      await expectRefusal(
        () => update(session, { id: '5c000000-0000-4000-8000-000000000009' }),
        'PT404',
        'segment_not_found',
      )
    }))

  itIsForSellers(db, (sql) => sql`select public.update_segment(${aurora.id}, ${segmentId}, 1, 'Nome', '{}')`)
})
