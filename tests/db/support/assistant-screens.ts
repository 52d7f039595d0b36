import type { TransactionSql } from 'postgres'
import { it } from 'vitest'
import { ask } from './agenda.ts'
import { aurora } from './cast.ts'
import type { Session, TestDatabase } from './database.ts'
import { mariana, receive } from './events.ts'
import { expectRefusal, itIsForMembers } from './guards.ts'

export const leader = 'supervisor@aurora.test'
export const threadKey = `whatsapp:${mariana}`
export const promptId = 'a1000000-0000-4000-8000-000000000001'
export const otherPromptId = 'a1000000-0000-4000-8000-000000000002'
export const caseId = 'a2000000-0000-4000-8000-000000000001'
export const turnId = 'a3000000-0000-4000-8000-000000000001'

/** Settings as the screen sends them. */
export const wanted = {
  mode: 'test',
  name: 'Zélia',
  greeting: 'Oi!',
  tone: 'warm',
  hours: 'always',
  custom_hours: {},
  monthly_budget_cents: 5000,
  turns_per_day: 300,
  person_turns_per_day: 30,
  quiet_minutes: 30,
  wait_seconds: 6,
  handoff_user_id: null,
  asks_rating: true,
  prompt_price_cents: 80,
  completion_price_cents: 320,
}

export interface Assistant {
  settings: { mode: string; name: string; version: number }
  is_connected: boolean
  obstacle: string | null
  accepted: { by: string } | null
  people: number
  locked: number
  today: { turns: number }
  month: { turns: number; cost_microcents: number }
}
export interface Prompt {
  id: string
  version: number
  state: string
  share: number
  bar: { figure: string; reached: number | null; is_reached: boolean }[]
}

/** Clínica Aurora uses the assistant. */
export async function useAssistant(session: Session): Promise<void> {
  await session.asPostgres(async (sql) => {
    await sql`update public.modules set is_offered = true where key = 'assistant'`
    await sql`
      insert into public.tenant_modules (tenant_id, module, is_on) values (${aurora.id}, 'assistant', true)
      on conflict (tenant_id, module) do update set is_on = true`
  })
}

export const save = (session: Session, settings: object = {}) =>
  ask<Assistant>(session, 'save_assistant', { settings: { ...wanted, ...settings } }, leader)

/** A model is connected and the clinic has agreed. */
export async function makeReady(session: Session): Promise<void> {
  await useAssistant(session)
  await save(session, { accepts: true })
  await session.asPostgres(
    (sql) => sql`
      insert into app_private.assistant_credentials (tenant_id, credentials)
      values (${aurora.id}, ${sql.json({ v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' })})`,
  )
}

/** Somebody wrote; answers the conversation's id. */
export async function haveConversation(session: Session): Promise<string> {
  await receive(session, { provider_message_id: 'A1', body: 'Vocês aceitam convênio?' })
  const [row] = await session.asPostgres(
    (sql) =>
      sql<
        { id: string }[]
      >`select id from public.conversation_threads where tenant_id = ${aurora.id} and thread_key = ${threadKey}`,
  )
  return row!.id
}

/** The assistant answered somebody. */
export async function haveTurn(
  session: Session,
  turn: { state?: string; asked?: string } = {},
): Promise<void> {
  const thread = await haveConversation(session)
  await session.asPostgres(async (sql) => {
    await sql`delete from public.ai_turns where tenant_id = ${aurora.id}`
    await sql`
      insert into public.ai_turns (tenant_id, id, thread_id, state, asked_text, text, run_at, opened_at, attempts, cost_microcents, finished_at)
      values (${aurora.id}, ${turnId}, ${thread}, ${turn.state ?? 'answered'}, ${turn.asked ?? 'Vocês aceitam convênio?'}, 'Aceitamos.', now(), now(), 1, 5000000, now())`
    await sql`
      insert into public.ai_tool_calls (tenant_id, turn_id, tool, args, result) values (${aurora.id}, ${turnId}, 'price', '{}', '{"ok": true}')`
  })
}

export const savePrompt = (session: Session, id = promptId, text = 'Seja breve.') =>
  ask<string>(session, 'save_assistant_prompt', { prompt_id: id, name: 'Primeira', text }, leader)

/** A version that reached every bar. */
export async function haveMeasured(session: Session, id = promptId): Promise<void> {
  await savePrompt(session, id)
  await session.asService(
    (sql) => sql`
      select app.record_evaluation(${aurora.id}, ${id}, 'own', 'm', 10,
        (select jsonb_object_agg(figure, 1) from app.ai_bars), '[]')`,
  )
}

type Call = (sql: TransactionSql) => Promise<unknown>

/** Tests that a function is closed to strangers, to members who do not lead, and where the module is off. */
export function itIsForAssistantLeaders(
  db: TestDatabase,
  call: Call,
  scene: (session: Session) => Promise<unknown> = useAssistant,
): void {
  itIsForMembers(db, call, scene)
  it.each(['recepcao@aurora.test', 'terapeuta@aurora.test'] as const)('refuses %s with forbidden', (email) =>
    db.rolledBack(async (session) => {
      await scene(session)
      await expectRefusal(() => session.asUser(email, call), 'PT403', 'forbidden')
    }),
  )
  itNeedsAssistant(db, call)
}

/** Tests that a function is closed where the clinic does not use the assistant. */
export function itNeedsAssistant(db: TestDatabase, call: Call): void {
  it('refuses a clinic that does not use the assistant', () =>
    db.rolledBack((session) =>
      expectRefusal(() => session.asUser('dona@aurora.test', call), 'PT403', 'module_off'),
    ))
}
