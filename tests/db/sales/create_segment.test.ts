import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'
import { createSegment, rule, segmentId } from '../support/segments.ts'

const db = await createDatabase()
const other = '5c000000-0000-4000-8000-000000000002'

describe('create_segment', () => {
  it('saves a tree once, whatever is asked twice', () =>
    db.rolledBack(async (session) => {
      const first = await createSegment(session)
      expect(first).toMatchObject({ id: segmentId, name: 'Sumidos', version: 1 })
      expect(await createSegment(session)).toEqual(first)
      await expectRefusal(() => createSegment(session, { id: other }), 'PT409', 'segment_name_taken')
    }))

  it('refuses what would not run', () =>
    db.rolledBack(async (session) => {
      for (const [args, code] of [
        [{ id: null }, 'missing_client_id'],
        [{ name: ' ' }, 'invalid_name'],
        [{ query: { logic: 'AND', rules: [] } }, 'empty_group'],
        [{ query: rule('tenant_id', 'eq', aurora.id) }, 'unknown_field'],
        [{ entity: 'members' }, 'invalid_segment'],
      ] as const)
        await expectRefusal(() => createSegment(session, args), 'PT400', code)
    }))

  it('keeps up to 200', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`insert into public.segments (tenant_id, name, entity, query)
          select ${aurora.id}, 'Segmento ' || n, 'patients', '{}' from generate_series(1, 200) n`,
      )
      await expectRefusal(() => createSegment(session), 'PT409', 'too_many_segments')
    }))

  itIsForSellers(
    db,
    (sql) => sql`select public.create_segment(${aurora.id}, ${segmentId}, 'X', 'patients', '{}')`,
  )
})
