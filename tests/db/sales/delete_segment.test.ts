import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'
import { createSegment, segmentId, type Segment } from '../support/segments.ts'

const db = await createDatabase()

const remove = (session: Session) => ask(session, 'delete_segment', { id: segmentId })

describe('delete_segment', () => {
  it('removes what nothing uses, also when it is asked twice', () =>
    db.rolledBack(async (session) => {
      await createSegment(session)
      await remove(session)
      await remove(session)
      expect(await ask<Segment[]>(session, 'list_segments')).toEqual([])
    }))

  it('keeps what a workflow asks for, and says which', () =>
    db.rolledBack(async (session) => {
      await createSegment(session)
      await session.asPostgres(
        (sql) => sql`insert into public.workflows (tenant_id, name, draft)
          values (${aurora.id}, 'Chamar de volta', ${sql.json({ trigger: null, steps: [{ options: { value: segmentId } }] })})`,
      )
      await expectRefusal(() => remove(session), 'PT409', 'segment_in_use')
      const [row] = await ask<Segment[]>(session, 'list_segments')
      expect(row!.uses).toMatchObject([{ kind: 'workflow', name: 'Chamar de volta' }])
    }))

  itIsForSellers(db, (sql) => sql`select public.delete_segment(${aurora.id}, ${segmentId})`)
})
