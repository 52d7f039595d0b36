import { randomUUID } from 'node:crypto'
import { aurora } from './cast.ts'
import type { Session } from './database.ts'
import { mariana, receive } from './events.ts'

type Runner = Pick<Session, 'asPostgres'>

/** A row of each table of the assistant, in the first conversation of a clinic. */
export async function fillAssistant(db: Runner, tenant: string): Promise<void> {
  const prompt = randomUUID()
  await switchOn(db, { tenant })
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.ai_prompts (tenant_id, id, version, name, text) values (${tenant}, ${prompt}, 1, 'Primeira', 'Seja breve.')`
    const [turn] = await sql<{ id: string; thread_id: string }[]>`
      insert into public.ai_turns (tenant_id, thread_id, run_at, opened_at, state, finished_at, prompt_id)
      select t.tenant_id, t.id, now(), now(), 'skipped', now(), ${prompt} from public.conversation_threads t
      where t.tenant_id = ${tenant} and not t.is_group order by t.id limit 1 returning id, thread_id`
    const { id, thread_id: thread } = turn!
    await sql`insert into public.ai_people (tenant_id, thread_id) values (${tenant}, ${thread})`
    await sql`insert into public.ai_conversations (tenant_id, thread_id, state) values (${tenant}, ${thread}, 'paused')`
    await sql`insert into public.ai_tool_calls (tenant_id, turn_id, tool) values (${tenant}, ${id}, 'free_slots')`
    await sql`
      insert into public.ai_proposals (tenant_id, thread_id, turn_id, tool, args, words, state, expires_at)
      values (${tenant}, ${thread}, ${id}, 'cancel_session', '{}', 'Posso?', 'expired', now())`
    await sql`insert into public.ai_assists (tenant_id, kind, asked_by, thread_id) values (${tenant}, 'summary', ${randomUUID()}, ${thread})`
    await sql`insert into public.ai_ratings (tenant_id, thread_id, run_at) values (${tenant}, ${thread}, now())`
    const key = randomUUID()
    await sql`
      insert into public.api_keys (tenant_id, id, name, hint, scopes, created_by)
      select m.tenant_id, ${key}, 'Assistente', 'abcd', '{assistant:use}', m.user_id from public.tenant_members m
      where m.tenant_id = ${tenant} and m.role = 'owner' order by m.user_id limit 1`
    await sql`
      insert into app.key_proposals (tenant_id, key_id, tool, arguments_hash, expires_at) values (${tenant}, ${key}, 'cancel_session', 'x', now())`
    await sql`insert into public.ai_months (tenant_id, month) values (${tenant}, '2026-11-01')`
    await sql`insert into public.ai_cases (tenant_id, text, turn_id) values (${tenant}, 'Oi', ${id})`
    await sql`
      insert into public.ai_evaluations (tenant_id, prompt_id, set, cases, figures) values (${tenant}, ${prompt}, 'own', 1, '{}')`
    await sql`
      with run as (
        insert into public.ai_evaluation_runs (tenant_id, id, prompt_id, state, finished_at)
        values (${tenant}, gen_random_uuid(), ${prompt}, 'cancelled', now()) returning id)
      insert into public.ai_evaluation_results (tenant_id, run_id, position, case_id)
      select ${tenant}, run.id, 1, c.id from run, public.ai_cases c where c.tenant_id = ${tenant} limit 1`
  })
}

/** The assistant of a clinic answers, with a model that costs a cent a thousand tokens unless told otherwise. */
export async function switchOn(
  db: Runner,
  { tenant = aurora.id as string, mode = 'all', budget = 5000, hours = 'always' } = {},
): Promise<void> {
  await db.asPostgres(async (sql) => {
    await sql`
      insert into public.tenant_modules (tenant_id, module, is_on) values (${tenant}, 'assistant', true)
      on conflict (tenant_id, module) do update set is_on = true`
    await sql`
      insert into public.ai_settings (tenant_id, mode, hours, monthly_budget_cents, accepted_at, base_url, model, prompt_price_cents, completion_price_cents)
      values (${tenant}, ${mode}, ${hours}, ${budget}, now(), 'https://model.test/v1', 'small', 1000, 1000)
      on conflict (tenant_id) do update set mode = excluded.mode, hours = excluded.hours, monthly_budget_cents = excluded.monthly_budget_cents`
    await sql`
      insert into app_private.assistant_credentials (tenant_id, credentials) values (${tenant}, '{"v": 1, "kid": "a", "iv": "b", "ct": "c"}')
      on conflict (tenant_id) do nothing`
  })
}

export interface Begun {
  id: string
  worker: string
  payload: Record<string, unknown>
  at: string
}

let written = 0

/** The person writes now. */
export async function say(session: Session, body: string, phone = mariana): Promise<void> {
  await receive(session, {
    provider_message_id: `ASK${(written += 1)}`,
    body,
    address: { phone },
    // within two seconds of an answer it would be a machine's
    occurred_at: new Date(Date.now() + 5000).toISOString(),
  })
}

/** The conversation of a number. */
export async function threadOf(session: Runner, phone = mariana): Promise<string> {
  const [row] = await session.asPostgres(
    (sql) => sql<{ id: string }[]>`
      select id from public.conversation_threads where tenant_id = ${aurora.id} and phone = ${phone}`,
  )
  return row!.id
}

/** The turns of Aurora, oldest first. */
export const turns = (session: Runner) =>
  session.asPostgres(
    (sql) => sql<{ id: string; state: string; reason: string | null }[]>`
      select id, state, reason from public.ai_turns where tenant_id = ${aurora.id} order by created_at, id`,
  )

/** A turn that waits. */
export async function openTurn(
  session: Session,
  settings: Parameters<typeof switchOn>[1] = {},
): Promise<void> {
  await switchOn(session, settings)
  await say(session, 'Oi')
}

/** A worker takes the latest turn, `seconds` after it may. */
export async function begin(session: Session, seconds = 40): Promise<Begun> {
  const { id } = (await turns(session)).at(-1)!
  const worker = randomUUID()
  const at = new Date(Date.now() + seconds * 1000).toISOString()
  const [row] = await session.asService(
    (sql) => sql<{ payload: Record<string, unknown> }[]>`
      select app.begin_turn(${aurora.id}, ${id}, ${worker}, ${at}) as payload`,
  )
  return { id, worker, at, payload: row!.payload }
}

/** What the worker brings. */
export async function finish(
  session: Session,
  { id, worker, at }: Begun,
  result: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, unknown> }[]>`
      select app.finish_turn(${aurora.id}, ${id}, ${worker}, ${sql.json(result as never)}, ${at}) as answer`,
  )
  return row!.answer
}

/** A tool of the turn that a worker has. */
export async function tool(
  session: Session,
  { id, worker, at }: Begun,
  name: string,
  args: Record<string, unknown> = {},
): Promise<Record<string, unknown>> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, unknown> }[]>`
      select app.run_assistant_tool(${aurora.id}, ${id}, ${worker}, ${name}, ${sql.json(args as never)}, ${at}) as answer`,
  )
  return row!.answer
}

/** What was proposed and said yes to. */
export async function doProposal(
  session: Session,
  { id, worker, at }: Begun,
  proposal: string,
): Promise<Record<string, unknown>> {
  const [row] = await session.asService(
    (sql) => sql<{ answer: Record<string, unknown> }[]>`
      select app.run_proposal(${aurora.id}, ${id}, ${worker}, ${proposal}, ${at}) as answer`,
  )
  return row!.answer
}
