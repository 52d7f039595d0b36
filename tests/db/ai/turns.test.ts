import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { receive } from '../support/events.ts'
import { begin, finish, openTurn, say, switchOn, threadOf, turns } from '../support/assistant.ts'

const db = await createDatabase()

const sent = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ body: string }[]>`
      select body from public.conversation_messages where tenant_id = ${aurora.id} and origin = 'automation' order by id`,
  )

describe('a turn', () => {
  it('is opened by a message, joined by the next ones, and answered once with what came together', () =>
    db.rolledBack(async (session) => {
      await switchOn(session)
      await say(session, 'Oi')
      await say(session, 'Tem horário amanhã?')
      expect(await turns(session)).toMatchObject([{ state: 'waiting' }])
      const turn = await begin(session)
      expect(turn.payload).toMatchObject({
        only_risk: null,
        turn: { text: 'Oi\nTem horário amanhã?', attempt: 1 },
        is_first_answer: true,
        person: { is_patient: false },
      })
      expect(await finish(session, turn, { outcome: 'answer', text: 'Tenho sim.' })).toMatchObject({
        state: 'answered',
        send: { duplicate: false },
      })
      expect(await finish(session, turn, { outcome: 'answer', text: 'Outra coisa.' })).toMatchObject({
        state: 'answered',
        send: { duplicate: true, lease: null },
      })
      expect(await sent(session)).toEqual([
        { body: expect.stringMatching(/assistente virtual da Clínica Aurora[\s\S]*\n\nTenho sim\.$/) },
      ])
    }))

  it('is not opened where the assistant may not answer', () =>
    db.rolledBack(async (session) => {
      await say(session, 'Oi')
      expect(await turns(session)).toEqual([])
      await switchOn(session, { mode: 'people' })
      await say(session, 'Oi')
      expect(await turns(session)).toEqual([])
      const thread = await threadOf(session)
      await session.asPostgres(
        (sql) => sql`insert into public.ai_people (tenant_id, thread_id) values (${aurora.id}, ${thread})`,
      )
      await say(session, 'Oi')
      expect(await turns(session)).toMatchObject([{ state: 'waiting' }])
    }))

  it('goes to whoever begins last: what an earlier worker brings is lost', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      const killed = await begin(session)
      const early = await begin(session)
      expect(early.payload).toEqual({ skip: 'taken' })
      const next = await begin(session, 200)
      expect(next.payload).toMatchObject({ turn: { attempt: 2 } })
      expect(await finish(session, killed, { outcome: 'answer', text: 'Velha' })).toEqual({ state: 'lost' })
      expect(await finish(session, next, { outcome: 'answer', text: 'Nova' })).toMatchObject({
        state: 'answered',
      })
      expect(await sent(session)).toHaveLength(1)
    }))

  it('is thought about again when more was written meanwhile', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      const first = await begin(session)
      await say(session, 'Na verdade, quinta')
      expect(await finish(session, first, { outcome: 'answer', text: 'Meia resposta' })).toEqual({
        state: 'again',
      })
      const second = await begin(session, 60)
      expect(second.payload).toMatchObject({ turn: { text: 'Oi\nNa verdade, quinta' } })
      await finish(session, second, { outcome: 'answer', text: 'Inteira' })
      expect(await sent(session)).toHaveLength(1)
    }))

  it('says nothing once a person has written, and nothing after one locked it', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      const turn = await begin(session)
      await receive(session, {
        provider_message_id: randomUUID(),
        from_me: true,
        body: 'Eu respondo',
        occurred_at: new Date().toISOString(),
      })
      expect(await finish(session, turn, { outcome: 'answer', text: 'Eu também' })).toEqual({
        state: 'skipped',
        reason: 'person_wrote',
      })
      expect(await sent(session)).toEqual([])
    }))

  it('hands over: lock, activity with the summary, and the next message is left to people', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      const turn = await begin(session)
      const done = await finish(session, turn, {
        outcome: 'handoff',
        reason: 'human_wanted',
        summary: 'Quer falar com alguém.',
      })
      expect(done).toMatchObject({ state: 'handed', reason: 'human_wanted', send: { duplicate: false } })
      const [task] = await session.asPostgres(
        (sql) => sql`select note, title from public.tasks where tenant_id = ${aurora.id} and id = ${turn.id}`,
      )
      expect(task).toMatchObject({
        note: 'Quer falar com alguém.',
        title: expect.stringMatching(/^Pediu uma pessoa/),
      })
      await say(session, 'Alô?')
      expect(await turns(session)).toHaveLength(1)
    }))

  it('answers danger to life at once, also without budget and out of hours, and alerts', () =>
    db.rolledBack(async (session) => {
      await openTurn(session, { budget: 0 })
      const turn = await begin(session)
      expect(turn.payload).toMatchObject({ only_risk: 'budget_spent', tools: [] })
      const done = await finish(session, turn, {
        outcome: 'handoff',
        reason: 'risk_self_harm',
        text: 'Calma, vai passar.',
      })
      expect(done).toMatchObject({ state: 'handed' })
      expect((await sent(session))[0]!.body).toMatch(/188/)
      const alerts = await session.asPostgres(
        (sql) =>
          sql`select kind from public.alerts where tenant_id = ${aurora.id} and kind = 'assistant_risk' and ended_at is null`,
      )
      expect(alerts).toHaveLength(1)
    }))

  it('stops when the budget is spent, and says so to the clinic once', () =>
    db.rolledBack(async (session) => {
      await openTurn(session, { budget: 10 })
      const turn = await begin(session)
      await finish(session, turn, {
        outcome: 'answer',
        text: 'Oi!',
        prompt_tokens: 9000,
        completion_tokens: 1000,
      })
      const [month] = await session.asPostgres(
        (sql) =>
          sql`select turns, answered, cost_microcents::int as cost, reserved_microcents::int as reserved from public.ai_months where tenant_id = ${aurora.id}`,
      )
      expect(month).toEqual({ turns: 1, answered: 1, cost: 10_000_000, reserved: 0 })
      await say(session, 'E agora?')
      const next = await begin(session)
      expect(next.payload).toMatchObject({ only_risk: 'budget_spent' })
      expect(await finish(session, next, { outcome: 'answer', text: 'De graça' })).toEqual({
        state: 'skipped',
        reason: 'budget_spent',
      })
      const alerts = await session.asPostgres(
        (sql) =>
          sql`select 1 from public.alerts where tenant_id = ${aurora.id} and kind = 'assistant_budget'`,
      )
      expect(alerts).toHaveLength(1)
    }))

  it('hands the second answer over that did not help', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      await finish(session, await begin(session), { outcome: 'answer', text: 'Talvez', is_sure: false })
      await say(session, 'Não entendi')
      expect(
        await finish(session, await begin(session), { outcome: 'answer', text: 'Talvez', is_sure: false }),
      ).toMatchObject({ state: 'handed', reason: 'two_failed_turns' })
    }))

  it('is a person’s when nobody gets it done', () =>
    db.rolledBack(async (session) => {
      await openTurn(session)
      const turn = await begin(session)
      await session.asPostgres(
        (sql) => sql`
          select app.give_up_turn(j) from app.jobs j where j.tenant_id = ${aurora.id} and j.kind = 'answer_conversation' and j.payload ->> 'id' = ${turn.id} limit 1`,
      )
      expect(await turns(session)).toMatchObject([{ state: 'failed', reason: 'assistant_failed' }])
      expect(await finish(session, turn, { outcome: 'answer', text: 'Tarde' })).toMatchObject({
        state: 'skipped',
      })
      expect(await sent(session)).toEqual([])
    }))
})
