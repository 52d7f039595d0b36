import { describe, expect, it } from 'vitest'
import { ask, helena, openAgenda, patients } from '../support/agenda.ts'
import { aurora, horizonte, people, strangersToAurora, type Email } from '../support/cast.ts'
import { haveConversation, makeReady, save, threadKey, useAssistant } from '../support/assistant-screens.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { expectRefusal } from '../support/guards.ts'

const db = await createDatabase()

interface Begun {
  assist: { id: string; kind: string }
  settings: { model: string; credentials: object }
  history: { from: string; text: string }[]
  names: string[]
  tools?: object
  retry_after_seconds?: number
}

async function begin(
  session: Session,
  kind = 'reply',
  args: object = { thread_key: threadKey },
  as: Email = 'recepcao@aurora.test',
  tenant: string = aurora.id,
): Promise<Begun> {
  const [row] = await session.asUser(
    as,
    (sql) =>
      sql<
        { value: Begun }[]
      >`select app.begin_assist(${tenant}, ${kind}, ${sql.json(args as never)}) as value`,
  )
  return row!.value
}

async function finish(session: Session, id: string, result: object): Promise<boolean> {
  const [row] = await session.asService(
    (sql) =>
      sql<
        { value: boolean }[]
      >`select app.finish_assist(${aurora.id}, ${id}, ${sql.json(result as never)}) as value`,
  )
  return row!.value
}

const assists = (session: Session) =>
  session.asPostgres(
    (sql) => sql<{ state: string; reason: string | null; cost: number; reserved: number }[]>`
      select state, reason, cost_microcents::integer as cost, reserved_microcents::integer as reserved
      from public.ai_assists where tenant_id = ${aurora.id} order by opened_at, id`,
  )
const month = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ cost: number; reserved: number; turns: number }[]>`
      select cost_microcents::integer as cost, reserved_microcents::integer as reserved, turns
      from public.ai_months where tenant_id = ${aurora.id}`,
  )
  return row
}

/** Somebody wrote, and a model is connected. */
async function ready(session: Session): Promise<void> {
  await makeReady(session)
  await haveConversation(session)
}

describe('begin_assist', () => {
  it('answers what the model needs of one conversation, and reserves what it may cost', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      const begun = await begin(session)
      expect(begun).toMatchObject({
        assist: { kind: 'reply' },
        history: [{ from: 'person', text: 'Vocês aceitam convênio?' }],
        settings: { credentials: { kid: 'k1' } },
      })
      expect(begun.names.length).toBeGreaterThan(0)
      expect(begun.tools).toBeUndefined()
      expect(await assists(session)).toMatchObject([{ state: 'open', reserved: 2000000 }])
      expect(await month(session)).toMatchObject({ reserved: 2000000, cost: 0, turns: 0 })
    }))

  it('needs no conversation for words of one’s own', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      expect(await begin(session, 'rewrite', {})).toMatchObject({ history: [], names: [] })
    }))

  it('drafts a note for whoever may write the entry, and for nobody else', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      await openAgenda(session)
      await ask(session, 'add_care_team', { patient_id: patients.ana, user_id: helena })
      const begun = await begin(session, 'note', { patient_id: patients.ana }, 'terapeuta@aurora.test')
      expect(begun).toMatchObject({ assist: { kind: 'note' }, history: [] })
      expect(begun.names.join()).toContain('Ana')
      for (const as of ['recepcao@aurora.test', 'admin@aurora.test', 'supervisor@aurora.test'] as const)
        await expectRefusal(() => begin(session, 'note', { patient_id: patients.ana }, as), 'PT403')
      await expectRefusal(
        () => begin(session, 'note', { patient_id: crypto.randomUUID() }, 'terapeuta@aurora.test'),
        'PT404',
        'patient_not_found',
      )
    }))

  it('refuses without a model, without the clinic’s agreement and without the module', () =>
    db.rolledBack(async (session) => {
      await haveConversation(session)
      await expectRefusal(() => begin(session), 'PT403', 'module_off')
      await useAssistant(session)
      await save(session)
      await expectRefusal(() => begin(session), 'PT409', 'assistant_not_connected')
      await session.asPostgres(
        (sql) => sql`
          insert into app_private.assistant_credentials (tenant_id, credentials) values (${aurora.id}, '{"v": 1, "kid": "k1", "iv": "aXY=", "ct": "Y3Q="}')`,
      )
      await expectRefusal(() => begin(session), 'PT409', 'assistant_not_ready')
    }))

  it('refuses when the month’s budget is spent, and counts what is underway', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      await session.asPostgres(
        (sql) => sql`update public.ai_settings set monthly_budget_cents = 3 where tenant_id = ${aurora.id}`,
      )
      await begin(session)
      await begin(session)
      await expectError(begin(session), 'PT409', 'assistant_budget_spent')
    }))

  it('gives back what was reserved for one that never ended', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      await begin(session)
      await session.asPostgres(
        (sql) => sql`update public.ai_assists set opened_at = now() - interval '6 minutes'`,
      )
      await begin(session)
      expect(await assists(session)).toMatchObject([
        { state: 'lost', reserved: 0 },
        { state: 'open', reserved: 2000000 },
      ])
      expect((await month(session))?.reserved).toBe(2000000)
    }))

  it('is asked twenty times a minute by one person', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      for (let n = 0; n < 20; n += 1) await begin(session, 'rewrite', {})
      expect(await begin(session, 'rewrite', {})).toEqual({ retry_after_seconds: 60 })
      expect((await begin(session, 'rewrite', {}, 'dona@aurora.test')).assist.kind).toBe('rewrite')
    }))

  it('is for members, and knows conversations of their clinic only', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      for (const email of strangersToAurora)
        await expectRefusal(
          () => begin(session, 'reply', { thread_key: threadKey }, email),
          'PT403',
          'not_a_member',
        )
      await session.asPostgres(
        (sql) => sql`
          insert into public.tenant_modules (tenant_id, module, is_on) values (${horizonte.id}, 'assistant', true)
          on conflict (tenant_id, module) do update set is_on = true`,
      )
      await expectError(
        begin(session, 'summary', { thread_key: threadKey }, 'dona@horizonte.test', horizonte.id),
        'PT404',
        'conversation_not_found',
      )
      await expectError(begin(session, 'poem', {}), 'PT400', 'invalid_filter')
    }))
})

describe('finish_assist', () => {
  it('counts the cost once, and keeps no text', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      const { assist } = await begin(session)
      const result = {
        state: 'done',
        model: 'small',
        prompt_tokens: 1000,
        completion_tokens: 100,
        text: 'Olá',
      }
      expect(await finish(session, assist.id, result)).toBe(true)
      expect(await finish(session, assist.id, result)).toBe(false)
      // 80 and 320 cents a million
      expect(await assists(session)).toMatchObject([{ state: 'done', cost: 112000, reserved: 0 }])
      expect(await month(session)).toMatchObject({ cost: 112000, reserved: 0 })
      const kept = await session.asPostgres((sql) => sql`select t::text as row from public.ai_assists t`)
      expect(JSON.stringify(kept)).not.toContain('Olá')
    }))

  it('tells once that the budget is spent', () =>
    db.rolledBack(async (session) => {
      await ready(session)
      const { assist } = await begin(session)
      await finish(session, assist.id, {
        state: 'done',
        prompt_tokens: 10000000,
        completion_tokens: 10000000,
      })
      const alerts = await session.asPostgres(
        (sql) => sql`select from public.alerts where tenant_id = ${aurora.id} and kind = 'assistant_budget'`,
      )
      expect(alerts).toHaveLength(0)
      await session.asPostgres((sql) => sql`update public.ai_settings set monthly_budget_cents = 1`)
      const again = await begin(session, 'rewrite', {}).catch((error: Error) => error.message)
      expect(again).toBe('assistant_budget_spent')
    }))
})

it('what people were helped with is read by who leads', () =>
  db.rolledBack(async (session) => {
    await ready(session)
    await begin(session)
    const rows = (email: Email) =>
      session.asUser(email, (sql) => sql`select from public.ai_assists where tenant_id = ${aurora.id}`)
    expect(await rows('dona@aurora.test')).toHaveLength(1)
    expect(await rows('recepcao@aurora.test')).toHaveLength(0)
    expect(Object.keys(people).length).toBeGreaterThan(0)
  }))
