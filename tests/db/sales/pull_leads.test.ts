import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase } from '../support/database.ts'
import { connectDinamize } from '../support/dinamize.ts'
import { expectRefusal } from '../support/guards.ts'
import { itIsForSellers } from '../support/sales.ts'

const db = await createDatabase()

describe('pull_leads', () => {
  it('reads the list now, once at a time', () =>
    db.rolledBack(async (session) => {
      await expectRefusal(() => ask(session, 'pull_leads'), 'PT409', 'dinamize_not_connected')
      await connectDinamize(session)
      await session.asPostgres((sql) => sql`delete from app.jobs where kind = 'pull_leads'`)
      expect(await ask(session, 'pull_leads')).toBe(true)
      expect(await ask(session, 'pull_leads')).toBe(false)
    }))

  it('asks from half an hour before the last reading began, in the time of Brazil', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      const begin = (at: string) =>
        session.asService(async (sql) => {
          const [row] = await sql<
            { pull: Record<string, unknown> }[]
          >`select app.begin_lead_pull(${aurora.id}, ${at}) as pull`
          return row?.pull
        })
      await session.asPostgres((sql) => sql`update app.dinamize_accounts set next_call_at = '2026-01-01'`)
      expect(await begin('2026-07-01T15:00:00Z')).toMatchObject({ since: null, page: 1 })
      await session.asService((sql) => sql`select app.apply_lead_page(${aurora.id}, null, 1, '[]', false)`)
      expect(await begin('2026-07-01T15:15:00Z')).toMatchObject({ since: '2026-07-01 11:30:00' })
      await session.asService(
        (sql) => sql`select app.apply_lead_page(${aurora.id}, '2026-07-01 11:30:00', 1, '[]', false)`,
      )
      // everything once a night
      expect(await begin('2026-07-02T06:15:00Z')).toMatchObject({ since: null })
    }))

  it('calls no more than sixty times in any minute', () =>
    db.rolledBack(async (session) => {
      await connectDinamize(session)
      const moments = await session.asPostgres(async (sql) => {
        await sql`update app.dinamize_accounts set next_call_at = '2026-07-01T12:00:00Z'`
        return sql<{ at: Date }[]>`
          select app.take_dinamize_calls(${aurora.id}, 1, '2026-07-01T12:00:00Z') as at from generate_series(1, 200)`
      })
      const seconds = moments.map(({ at }) => (at.getTime() - Date.UTC(2026, 6, 1, 12)) / 1000)
      expect(seconds.filter((at) => at === 0).length).toBeGreaterThanOrEqual(10)
      for (const from of seconds) {
        expect(seconds.filter((at) => at >= from && at < from + 60).length).toBeLessThanOrEqual(60)
      }
    }))

  itIsForSellers(db, (sql) => sql`select public.pull_leads(${aurora.id})`)
})
