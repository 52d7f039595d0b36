import { describe, expect, it } from 'vitest'
import { patients } from '../support/agenda.ts'
import { always, setAutoreply } from '../support/autoreply.ts'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { joao, receive } from '../support/events.ts'
import { openWaitingList } from '../support/waiting-list.ts'
import {
  created,
  publish,
  runOf,
  runs,
  say,
  task,
  tell,
  walked,
  work,
  workflow,
  type Step,
} from '../support/workflows.ts'

const db = await createDatabase()
const now = () => new Date().toISOString()

/** A message as the phone brings it, told to the workflows; how many started. */
async function hears(
  session: Session,
  id: string,
  body = 'Oi',
  more: Record<string, unknown> = {},
): Promise<number> {
  await receive(session, { provider_message_id: id, body, occurred_at: now(), ...more })
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from public.conversation_messages where tenant_id = ${aurora.id} and provider_message_id = ${id}`,
  )
  return tell(session, { event: 'message.received', message_id: row!.id }, now())
}
const listens = (session: Session, options: Record<string, unknown>, steps: Step[] = [task('seen')]) =>
  publish(session, workflow(steps, 'message.received', options))

describe('a message starts a workflow', () => {
  it.each([
    ['Quero REMARCAR!', true],
    ['queria remarcar a sessão', true],
    ['remarcação', false],
    ['desremarcar', false],
    ['Qual é o preço?', true],
    ['preco', true],
    ['Quanto custa uma consulta', true],
    ['custa quanto', false],
    ['', false],
  ])('by its words, whole and in their order: “%s” %s', (body, starts) =>
    db.rolledBack(async (session) => {
      await listens(session, { words: ['remarcar', 'preço', 'quanto custa'] })
      expect(await hears(session, 'M1', body)).toBe(Number(starts))
    }),
  )

  it('only the first of a person', () =>
    db.rolledBack(async (session) => {
      await listens(session, { first_only: true })
      expect(await hears(session, 'M1')).toBe(1)
      expect(await hears(session, 'M2')).toBe(0)
      expect(await hears(session, 'M3', 'Oi', { address: { phone: joao } })).toBe(1)
    }))

  it('outside of the hours, where all conditions hold', () =>
    db.rolledBack(async (session) => {
      await listens(session, { words: ['oi'], outside_hours: true })
      await setAutoreply(session, { business_hours: always })
      expect(await hears(session, 'M1')).toBe(0)
      await setAutoreply(session, { business_hours: {} })
      expect(await hears(session, 'M2', 'Tchau')).toBe(0)
      expect(await hears(session, 'M3', 'Oi!')).toBe(1)
    }))

  it.each([
    ['of a group', { address: { group: '1203630@g.us', raw: '1203630@g.us' } }],
    ['of long ago', { occurred_at: '2026-01-01T10:00:00Z' }],
    ['of the clinic itself', { from_me: true }],
    ['that WhatsApp wrote', { kind: 'system' }],
  ])('never one %s', (_what, more) =>
    db.rolledBack(async (session) => {
      await listens(session, {})
      await session.asPostgres(
        (sql) => sql`update public.tenants set ignore_groups = false where id = ${aurora.id}`,
      )
      const { outcome } = await receive(session, { provider_message_id: 'M1', occurred_at: now(), ...more })
      expect(outcome).toBe('applied')
      const jobs = await session.asPostgres((sql) => sql`select from app.jobs where kind = 'workflow_event'`)
      expect(jobs).toHaveLength(0)
    }),
  )

  it('never one of a machine that answers ours, and never one from a number of the clinic', () =>
    db.rolledBack(async (session) => {
      await listens(session, {}, [say('hello', 'Olá! Recebemos a sua mensagem.')])
      const menu = 'Olá! Sou o assistente virtual. Digite 1 para vendas, 2 para suporte.'
      expect(await hears(session, 'M1', menu)).toBe(1)
      await work(session, now())
      expect(await hears(session, 'M2', 'Opção inválida')).toBe(1)
      expect((await runs(session)).map(({ state, reason }) => reason ?? state)).toEqual([
        'looks_like_a_bot',
        'done',
      ])
      await session.asPostgres(
        (sql) => sql`
          update public.conversation_messages set occurred_at = occurred_at - interval '10 minutes' where tenant_id = ${aurora.id}`,
      )
      // minutes later, the same long text once more
      await hears(session, 'M3', menu)
      expect((await runs(session))[0]).toMatchObject({ state: 'skipped', reason: 'looks_like_a_bot' })
      await hears(session, 'M4', 'E vocês, têm horário?')
      expect((await runs(session))[0]).toMatchObject({ reason: null })

      await session.asPostgres(
        (sql) => sql`update public.twilio_accounts set sender_phone = ${joao} where tenant_id = ${aurora.id}`,
      )
      await hears(session, 'M5', 'Oi', { address: { phone: joao } })
      expect((await runs(session))[0]).toMatchObject({ state: 'skipped', reason: 'own_number' })
    }))
})

it('is not taken for the answer to the question that it brought about', () =>
  db.rolledBack(async (session) => {
    const ask = (id: string): Step => ({ id, kind: 'wait_for_answer', options: { minutes: 5 }, branches: {} })
    await listens(session, {}, [ask('first'), ask('second')])
    await hears(session, 'M1')
    await work(session, now())
    await hears(session, 'M2', 'Sim')
    await work(session, now())
    await work(session, new Date(Date.now() + 400_000).toISOString())
    const all = await Promise.all((await runs(session)).map(({ id }) => runOf(session, id)))
    expect(all.map(({ steps }) => steps.map(({ branch }) => branch))).toEqual(
      expect.arrayContaining([
        ['answered', 'not_answered'],
        ['not_answered', null],
      ]),
    )
  }))

describe('a condition of a message', () => {
  const way = async (session: Session, options: Record<string, unknown>, body: string) => {
    await listens(session, {}, [{ id: 'c', kind: 'condition', options, branches: { yes: [], no: [] } }])
    await hears(session, 'M1', body)
    await work(session, now())
    return (await walked(session))[0]
  }

  it.each([
    ['message.text', 'contains', 'preço', 'Qual o PRECO?', 'c done yes'],
    ['message.text', 'contains', 'preço', 'Qual o endereço?', 'c done no'],
    ['message.text', 'not_contains', 'preço', 'Qual o endereço?', 'c done yes'],
    ['message.text', 'not_contains', 'preço', 'preço', 'c done no'],
    ['patient.is_known', 'is', true, 'Oi', 'c done no'],
    ['patient.is_known', 'is', false, 'Oi', 'c done yes'],
    ['conversation.assigned', 'is', true, 'Oi', 'c done no'],
    ['patient.age', 'gte', 18, 'Oi', 'c done no'],
    ['run.answer', 'contains', 'sim', 'sim', 'c done no'],
  ])('%s %s %s of “%s”: %s', (field, op, value, body, expected) =>
    db.rolledBack(async (session) => {
      expect(await way(session, { field, op, value }, body)).toBe(expected)
    }),
  )
})

describe('a condition of the person', () => {
  it('knows tag, age and session as they are when it is asked', () =>
    db.rolledBack(async (session) => {
      await openWaitingList(session, null)
      const [tag] = await session.asPostgres(
        (sql) => sql<{ id: string }[]>`
          select id from public.conversation_tags where tenant_id = ${aurora.id} and system_key = 'urgent'`,
      )
      await session.asPostgres(
        (sql) => sql`update public.patients set birth_date = '2020-01-08' where id = ${patients.ana}`,
      )
      const condition = (id: string, field: string, op: string, value: unknown): Step => ({
        id,
        kind: 'condition',
        options: { field, op, value },
        branches: {},
      })
      await publish(
        session,
        workflow([
          condition('a', 'patient.age', 'gte', 9),
          condition('b', 'patient.age', 'lte', 9),
          condition('d', 'patient.future_session', 'is', false),
          condition('e', 'conversation.tag', 'has_not', tag!.id),
          { id: 'f', kind: 'tag', options: { tag_id: tag!.id } },
          condition('g', 'conversation.tag', 'has', tag!.id),
        ]),
      )
      // the day before she is ten
      await tell(session, created(), '2030-01-07T15:00:00Z')
      await work(session, '2030-01-07T15:00:00Z')
      expect(await walked(session)).toEqual([
        'a done yes',
        'b done yes',
        'd done yes',
        'e done yes',
        'f done',
        'g done yes',
      ])
    }))
})
