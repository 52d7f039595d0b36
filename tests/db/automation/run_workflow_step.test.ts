import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ask, openAgenda, patients } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, joao, mariana, message, receive, twilioEvent } from '../support/events.ts'
import { activateTwilio } from '../support/outbox.ts'
import { listed, replaceTemplates, templatesOf } from '../support/templates.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import {
  after,
  created,
  publish,
  runOf,
  runs,
  say,
  step,
  task,
  tell,
  walked,
  work,
  workflow,
} from '../support/workflows.ts'

const db = await createDatabase()
const yes = { field: 'patient.is_known', op: 'is', value: true }
const current = async (session: Session) => {
  const [run] = await runs(session)
  return (await runOf(session, run!.id)).steps.at(-1)!
}

describe('run_workflow_step', () => {
  it('walks from step to step, and both ways of a condition join after it', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(
        session,
        workflow([
          {
            id: 'known',
            kind: 'condition',
            options: yes,
            branches: { yes: [task('in')], no: [task('out')] },
          },
          task('last', 'Fim de {{nome_completo}} na {{clinica}}'),
        ]),
      )
      expect(await tell(session, created())).toBe(1)
      await work(session)
      expect(await walked(session)).toEqual(['known done yes', 'in done', 'last done'])
      expect(await runs(session)).toMatchObject([{ state: 'done' }])
      const open = await ask<{ title: string }[]>(session, 'list_tasks', { scope: 'all' })
      expect(open.map(({ title }) => title).sort()).toEqual([
        'Fim de Ana Prado na Clínica Aurora',
        'Ligar para Ana',
      ])
    }))

  it('sends once, in the conversation of the patient, and does nothing when its job comes again', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(session, workflow([say('hello'), task('then')]))
      await tell(session, created())
      const { id } = await current(session)
      expect(await step(session, id)).toMatchObject({ send: { message: { body: 'Olá, Ana!' } } })
      expect(await step(session, id)).toEqual({})
      const [count] = await session.asPostgres(
        (sql) => sql`select count(*)::int as n from public.conversation_messages where client_id = ${id}`,
      )
      expect(count).toEqual({ n: 1 })
      await work(session)
      expect(await walked(session)).toEqual(['hello done', 'then done'])
    }))

  it('is whole or nothing: killed in the middle, the step is done by whoever comes next', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(session, workflow([say('hello'), task('then')]))
      await tell(session, created())
      const { id } = await current(session)
      await session
        .asService(async (sql) => {
          await sql.savepoint(async (inner) => {
            await inner`select app.run_workflow_step(${aurora.id}, ${id}, ${after(0)})`
            throw new Error('killed')
          })
        })
        .catch(() => undefined)
      expect(await walked(session)).toEqual(['hello queued'])
      await work(session)
      expect(await walked(session)).toEqual(['hello done', 'then done'])
    }))

  it('waits until its hour, and is not hurried', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(
        session,
        workflow([{ id: 'night', kind: 'wait', options: { days: 1, hour: 9 } }, task('then')]),
      )
      await tell(session, created())
      await work(session)
      expect(await runs(session)).toMatchObject([{ state: 'waiting', step_id: 'night' }])
      // noon in São Paulo + a day, then nine o'clock
      await work(session, '2030-01-09T11:59:59Z')
      expect(await walked(session)).toEqual(['night waiting'])
      await work(session, '2030-01-09T12:00:00Z')
      expect(await walked(session)).toEqual(['night done', 'then done'])
    }))

  it('tells an answer from silence', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const ask = { id: 'asked', kind: 'wait_for_answer', options: { minutes: 60 } }
      await publish(
        session,
        workflow([
          { ...ask, branches: { answered: [task('good')], not_answered: [task('bad')] } },
          {
            id: 'said',
            kind: 'condition',
            options: { field: 'run.answer', op: 'contains', value: 'sim' },
            branches: { yes: [task('agreed')] },
          },
        ]),
      )
      await tell(session, created())
      await tell(session, created(patients.bia))
      await work(session)
      await receive(session, { provider_message_id: 'ANSWER', body: 'Sim, quero!', occurred_at: after(5) })
      const [message] = await session.asPostgres(
        (sql) =>
          sql<
            { id: string }[]
          >`select id from public.conversation_messages where provider_message_id = 'ANSWER'`,
      )
      for (let times = 0; times < 2; times += 1)
        await tell(session, { event: 'message.received', message_id: message!.id }, after(5))
      await work(session, after(61))
      const all = await Promise.all((await runs(session)).map(({ id }) => runOf(session, id)))
      const ways = Object.fromEntries(
        all.map(({ title, steps }) => [title, steps.map(({ step_id }) => step_id)]),
      )
      expect(ways).toEqual({
        'Ana Prado': ['asked', 'good', 'said', 'agreed'],
        'Bia Reis': ['asked', 'bad', 'said'],
      })
    }))

  it('fails where the clinic can help, and goes on from there', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(session, workflow([task('first'), say('hello'), task('then')]))
      await session.asPostgres((sql) => sql`update public.notification_channels set is_active = false`)
      await tell(session, created())
      await work(session)
      expect(await runs(session)).toMatchObject([
        { state: 'failed', reason: 'no_active_channel', step_id: 'hello' },
      ])
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set is_active = true where id = ${aurora.evolution}`,
      )
      const [run] = await runs(session)
      await ask(session, 'change_workflow_run', { id: run!.id, act: 'retry' }, 'admin@aurora.test')
      await work(session, new Date(Date.now() + 60_000).toISOString() > after(0) ? after(0) : after(1))
      expect(await walked(session)).toEqual(['first done', 'hello done', 'then done'])
    }))

  it('goes on without whoever opted out of it', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await publish(
        session,
        workflow([say('hello'), task('then')], 'patient.created', {}, { purpose: 'marketing' }),
      )
      await ask(session, 'set_conversation_opt_out', {
        thread_key: `whatsapp:${mariana}`,
        opted_out: true,
        purpose: 'marketing',
        reason: 'pediu',
      }).catch((error: Error) => expect(error.message).toBe(''))
      await tell(session, created())
      await work(session)
      expect(await walked(session)).toEqual(['hello skipped', 'then done'])
    }))

  it('asks the worker for a call that it signs, and takes what came of it once', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(
        session,
        workflow([{ id: 'call', kind: 'webhook', options: { url: 'https://crm.example/zelo' } }]),
      )
      await tell(session, created())
      const { id } = await current(session)
      expect(await step(session, id)).toMatchObject({
        call: {
          url: 'https://crm.example/zelo',
          secret: expect.any(String),
          body: { id, trigger: 'patient.created' },
        },
      })
      const complete = (status: number) =>
        session.asService(
          (sql) =>
            sql`select app.complete_workflow_call(${aurora.id}, ${id}, ${status}, null, ${after(0)}) as first`,
        )
      expect([...(await complete(204)), ...(await complete(204))]).toEqual([
        { first: true },
        { first: false },
      ])
      expect(await runs(session)).toMatchObject([{ state: 'done' }])
    }))

  it.each([
    ['webhook', { url: 'https://crm.example/zelo' }, 'webhook_unreachable'],
    ['wait', { minutes: 5 }, 'internal_error'],
  ])('fails its run when nobody can do it: %s', (kind, options, code) =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(session, workflow([{ id: 'stuck', kind, options }, task('then')]))
      await tell(session, created())
      await work(session)
      const { id } = await current(session)
      await session.asPostgres(
        (sql) => sql`
          select app.give_up_workflow_step(j) from app.jobs j
          where j.kind = 'workflow_step' and j.payload ->> 'id' = ${id} limit 1`,
      )
      expect(await runs(session)).toMatchObject([{ state: 'failed', reason: code, step_id: 'stuck' }])
    }),
  )

  it('says the approved words where free text is no longer taken, and free ones where it is', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      await activateTwilio(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.notification_channels set connection_state = 'open' where id = ${aurora.twilio}`,
      )
      await session.asService(
        (sql) => sql`select public.add_whatsapp_credits(${aurora.id}, 50, 'workflow-template')`,
      )
      await replaceTemplates(session, [listed(1)], { tenant: aurora.id, channel: aurora.twilio })
      const [template] = await templatesOf(session, aurora.id)
      const hello = {
        id: 'hello',
        kind: 'send_message',
        options: {
          body: 'Olá, {{nome}}!',
          any_hour: true,
          template: { id: template!.id, variables: { 1: '{{nome}}', 2: 'terça' } },
        },
      }
      await publish(session, workflow([hello]))
      await tell(session, created())
      await work(session)
      expect(await current(session)).toMatchObject({
        state: 'done',
        result: { text: 'Olá, Ana! Sua consulta é em terça.' },
      })
      // Bia has just written to the official number
      await ingest(
        session,
        twilioEvent(
          [
            message({
              provider_message_id: 'SMbia',
              address: { phone: joao },
              occurred_at: new Date().toISOString(),
            }),
          ],
          { clinic: 'aurora' },
        ),
      )
      await tell(session, created(patients.bia))
      await work(session)
      const all = await Promise.all((await runs(session)).map(({ id }) => runOf(session, id)))
      expect(all.find(({ title }) => title === 'Bia Reis')!.steps).toMatchObject([
        { state: 'done', result: { text: 'Olá, Bia!' } },
      ])
    }))

  it('knows no step of another id', () =>
    db.rolledBack(async (session) => expect(await step(session, randomUUID())).toEqual({})))
})
