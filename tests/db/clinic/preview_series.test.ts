import { describe, expect, it } from 'vitest'
import { ask, book, form, helena, openAgenda, seriesId } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'

const db = await createDatabase()

const series = (changes: object = {}) => form({ freq: 'weekly', count: 6, ...changes })

interface Preview {
  occurrences: {
    n: number
    date: string
    hits: { kind: string }[]
    needs_decision: boolean
    decision: string | null
  }[]
  count: number
  undecided: number
  last_date: string
}

describe('preview_series', () => {
  it('names every session with what it meets, and books nothing', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await book(session, { start_local: '2026-12-08T15:30' })
      await ask(session, 'save_clinic_holiday', { id: helena, day: '2026-12-22', name: 'Dia da cidade' })
      const preview = (decisions: object) =>
        ask<Preview>(session, 'preview_series', { series: series(), decisions }, 'terapeuta@aurora.test')
      const first = await preview({})
      expect(first).toMatchObject({ count: 6, undecided: 2, last_date: '2027-01-05' })
      expect(first.occurrences.map(({ date, hits }) => [date, hits.map(({ kind }) => kind)])).toEqual([
        ['2026-12-01', []],
        ['2026-12-08', ['session']],
        ['2026-12-15', []],
        ['2026-12-22', ['holiday']],
        ['2026-12-29', []],
        ['2027-01-05', []],
      ])
      const decided = {
        '2026-12-08': { action: 'move', start_local: '2026-12-09T15:00' },
        '2026-12-22': { action: 'keep' },
      }
      expect(await preview(decided)).toMatchObject({ undecided: 0 })
      // to keep is no answer to somebody who sits there
      expect(await preview({ ...decided, '2026-12-08': { action: 'keep' } })).toMatchObject({ undecided: 1 })
      expect(await preview({ ...decided, '2026-12-08': { action: 'squeeze_in' } })).toMatchObject({
        undecided: 1,
      })
    }))

  it('refuses a rule that is none', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      for (const wrong of [
        { freq: 'daily' },
        { count: 0 },
        { count: 201 },
        { count: null },
        { count: null, until: '2026-11-01' },
        { count: null, until: '2040-01-01' },
        { weekdays: ['tue', 'xyz'] },
        { freq: 'monthly_nth', nth: 6 },
      ])
        await expectRefusal(
          () => ask(session, 'preview_series', { series: series(wrong) }),
          'PT400',
          'invalid_rule',
        )
      await expectRefusal(
        () => ask(session, 'preview_series', { series: series({ until: 'x' }) }),
        'PT400',
        'invalid_date',
      )
      await expectRefusal(
        () => ask(session, 'preview_series', { series: series({ therapist_id: seriesId }) }),
        'PT404',
        'therapist_not_found',
      )
    }))

  itIsForMembers(
    db,
    (sql) => sql`select public.preview_series(${aurora.id}, ${sql.json(series() as never)})`,
    openAgenda,
  )
})
