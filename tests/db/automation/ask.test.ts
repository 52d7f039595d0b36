import { describe, expect, it } from 'vitest'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import { openAgenda } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import { after, created, publish, save, task, tell, walked, work, workflow } from '../support/workflows.ts'

const db = await createDatabase()
const question = {
  id: 'asked',
  kind: 'ask',
  options: { body: 'Oi, {{nome}}! Qual dia?', choices: ['Terça', 'Quinta'], minutes: 60, any_hour: true },
  branches: {
    choice_1: [task('tuesday')],
    choice_2: [task('thursday')],
    other: [task('read')],
    not_answered: [task('call')],
  },
}

/** The person writes, and the worker hears of it. */
async function answer(session: Session, body: string, minutes = 5): Promise<void> {
  await receive(session, { provider_message_id: 'ANSWER', body, occurred_at: after(minutes) })
  const [message] = await session.asPostgres(
    (sql) =>
      sql<{ id: string }[]>`select id from public.conversation_messages where provider_message_id = 'ANSWER'`,
  )
  for (let times = 0; times < 2; times += 1)
    await tell(session, { event: 'message.received', message_id: message!.id }, after(minutes))
  await work(session, after(minutes))
}

async function asked(session: Session): Promise<void> {
  await openWaitingList(session, null)
  await publish(session, workflow([question, task('then')]))
  await tell(session, created())
  await work(session)
}

describe('ask', () => {
  it.each([
    ['2', ['asked done choice_2', 'thursday done', 'then done']],
    ['terça', ['asked done choice_1', 'tuesday done', 'then done']],
    ['Quanto custa?', ['asked done other', 'read done', 'then done']],
  ])('goes the way of the answer %s', (body, way) =>
    db.rolledBack(async (session) => {
      await asked(session)
      expect(await walked(session)).toEqual(['asked waiting'])
      await answer(session, body)
      expect(await walked(session)).toEqual(way)
    }),
  )

  it('sends once, and goes its own way when nobody answers', () =>
    db.rolledBack(async (session) => {
      await asked(session)
      const texts = await session.asPostgres(
        (sql) =>
          sql`select body from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation'`,
      )
      expect(texts).toEqual([{ body: 'Oi, Ana! Qual dia?\n\n1. Terça\n2. Quinta' }])
      await work(session, after(61))
      expect(await walked(session)).toEqual(['asked done not_answered', 'call done', 'then done'])
      const [count] = await session.asPostgres(
        (sql) =>
          sql`select count(*)::int as n from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation'`,
      )
      expect(count).toEqual({ n: 1 })
    }))

  it('goes on without whom it cannot reach', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      await publish(session, workflow([question]))
      await tell(session, created())
      await work(session)
      expect(await walked(session)).toEqual(['asked skipped not_answered', 'call done'])
    }))

  it('is not published without choices, or with two that are alike', () =>
    db.rolledBack(async (session) => {
      const problemsWith = async (choices: unknown) =>
        (await save(session, workflow([{ ...question, options: { ...question.options, choices } }]))).problems
      expect(await problemsWith([])).toEqual([
        { step_id: 'asked', field: 'choices', code: 'invalid_choices' },
      ])
      expect(await problemsWith(['Terça', 'terca'])).toHaveLength(1)
      expect(await problemsWith(['Terça'])).toEqual([])
    }))
})

describe('add_task', () => {
  it('is of the kind that was chosen; what only says what happened is done', () =>
    db.rolledBack(async (session) => {
      await openAgenda(session)
      const of = (id: string, activity: string | null) => ({
        ...task(id),
        options: { ...task(id).options, activity },
      })
      await publish(session, workflow([of('a', null), of('b', 'call'), of('c', 'note')]))
      await tell(session, created())
      await work(session)
      const rows = await session.asPostgres(
        (sql) =>
          sql`select kind, done_at is not null as done from public.tasks where tenant_id = ${aurora.id} and run_id is not null order by kind`,
      )
      expect(rows).toEqual([
        { kind: 'call', done: false },
        { kind: 'note', done: true },
        { kind: 'task', done: false },
      ])
    }))
})
