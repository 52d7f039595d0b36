import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import {
  after,
  created,
  leader,
  publish,
  runOf,
  runs,
  save,
  step,
  task,
  tell,
  walked,
  work,
  workflow,
  type Step,
} from '../support/workflows.ts'

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

describe('workflows that set each other off', () => {
  it('end after one round, and say that they would go on for ever', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const tags = await session.asPostgres(
        (sql) => sql<{ id: string }[]>`
          select id from public.conversation_tags where tenant_id = ${aurora.id} order by id limit 2`,
      )
      const [one, two] = [tags[0]!.id, tags[1]!.id]
      const onTag = (from: string, to: string) =>
        publish(
          session,
          workflow(
            [
              { id: 'off', kind: 'untag', options: { tag_id: to } },
              { id: 'on', kind: 'tag', options: { tag_id: to } },
            ],
            'conversation.tagged',
            { tag_id: from },
            { max_per_day: 20 },
          ),
        )
      await onTag(one, two)
      await onTag(two, one)
      await publish(session, workflow([{ id: 'begin', kind: 'tag', options: { tag_id: one } }]))
      await tell(session, created())
      for (let round = 0; round < 10; round += 1) {
        await work(session)
        const events = await session.asPostgres(
          (sql) => sql<{ payload: Record<string, unknown> }[]>`
            delete from app.jobs where tenant_id = ${aurora.id} and kind = 'workflow_event' returning payload`,
        )
        for (const { payload } of events) await tell(session, payload)
      }
      expect((await runs(session)).map(({ reason, state }) => reason ?? state).sort()).toEqual([
        'done',
        'done',
        'done',
        'loop',
      ])
    }))
})

describe('a run', () => {
  it('keeps the version that it began with, to its end and when it is tried again', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const steps = (id: string): Step[] => [
        { id: 'wait', kind: 'wait', options: { minutes: 5 } },
        { id: 'call', kind: 'webhook', options: { url: `https://${id}.example/zelo` } },
        task(id),
      ]
      const { id } = await publish(session, workflow(steps('old')))
      await tell(session, created())
      await work(session)
      await save(session, workflow(steps('new')), { id })
      await ask(session, 'publish_workflow', { id }, leader)
      await tell(session, created(patients.bia))
      await work(session)
      await work(session, after(5))
      const calls = async () => {
        const urls: string[] = []
        for (const run of await runs(session)) {
          const { steps: walkedSteps } = await runOf(session, run.id)
          const answer = await step(session, walkedSteps.at(-1)!.id, after(6))
          urls.push(`${run.version} ${(answer['call'] as { url: string }).url}`)
        }
        return urls.sort()
      }
      expect(await calls()).toEqual(['1 https://old.example/zelo', '2 https://new.example/zelo'])
      for (const run of await runs(session)) {
        const { steps: walkedSteps } = await runOf(session, run.id)
        await session.asService(
          (sql) => sql`
            select app.complete_workflow_call(${aurora.id}, ${walkedSteps.at(-1)!.id}, 410, 'webhook_refused', ${after(6)})`,
        )
        expect(await runOf(session, run.id)).toMatchObject({ state: 'failed', reason: 'webhook_refused' })
        await ask(session, 'change_workflow_run', { id: run.id, act: 'retry' }, leader)
      }
      expect(await calls()).toEqual(['1 https://old.example/zelo', '2 https://new.example/zelo'])
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
