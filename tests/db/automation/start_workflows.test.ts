import { describe, expect, it } from 'vitest'
import { openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { created, publish, runs, step, task, tell, walked, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()

const jobs = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ payload: Record<string, unknown> }[]>`
      select payload from app.jobs where tenant_id = ${aurora.id} and kind = 'workflow_event' order by id`,
  )

describe('start_workflows', () => {
  it('hears of nothing where no workflow listens', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      expect(await jobs(session)).toEqual([])
      await publish(session, workflow([task('one')], 'birthday'))
      await session.asPostgres(
        (sql) => sql`insert into public.patients (tenant_id, full_name) values (${aurora.id}, 'Rui Melo')`,
      )
      expect(await jobs(session)).toEqual([])
    }))

  it('starts no second time with the same event, and no more often than a person bears in a day', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(session, workflow([task('one')], 'patient.created', {}, { max_per_day: 1 }))
      expect([await tell(session, created()), await tell(session, created())]).toEqual([1, 0])
      expect(await tell(session, created(patients.bia))).toBe(1)
      expect(await runs(session)).toHaveLength(2)
    }))

  it('never starts from what it brought about', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const { id } = await publish(session, workflow([task('one')]))
      await tell(session, { ...created(), caused_by: [id] })
      expect(await runs(session)).toMatchObject([{ state: 'skipped', reason: 'loop' }])
    }))
})

describe('two workers', () => {
  it('start one run with one event, and do one step once', async () => {
    await openAgenda(db)
    await publish(db, workflow([task('one'), task('two')]))
    const started = await Promise.all([tell(db, created()), tell(db, created())])
    expect(started.sort()).toEqual([0, 1])
    const [row] = await db.asPostgres(
      (sql) => sql<{ id: string }[]>`select id from public.workflow_steps where tenant_id = ${aurora.id}`,
    )
    await Promise.all([step(db, row!.id), step(db, row!.id)])
    await work(db)
    expect(await walked(db)).toEqual(['one done', 'two done'])
    const [tasks] = await db.asPostgres((sql) => sql`select count(*)::int as n from public.tasks`)
    expect(tasks).toEqual({ n: 2 })
  })
})
