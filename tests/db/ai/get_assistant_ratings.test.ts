import { describe, expect, it } from 'vitest'
import { ask } from '../support/agenda.ts'
import { aurora } from '../support/cast.ts'
import {
  haveConversation,
  itIsForAssistantLeaders,
  leader,
  save,
  threadKey,
  useAssistant,
} from '../support/assistant-screens.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { expectError } from '../support/expect-error.ts'
import { receive } from '../support/events.ts'

const db = await createDatabase()
const noon = '2026-11-30T15:00:00Z'
const night = '2026-11-30T04:00:00Z'

interface Row {
  id: string
  state: string
  reason: string | null
  rating: number | null
  is_of_assistant: boolean
}
const rows = (session: Session) =>
  session.asPostgres(
    (sql) => sql<Row[]>`
      select id, state, reason, rating, is_of_assistant from public.ai_ratings where tenant_id = ${aurora.id} order by created_at`,
  )
const setStatus = (session: Session, status: string) =>
  ask(
    session,
    'set_conversation_status',
    { thread_key: threadKey, status, reason: null },
    'recepcao@aurora.test',
  )
async function due(session: Session, at = noon): Promise<Record<string, unknown>> {
  const { id } = (await rows(session)).at(-1)!
  const [row] = await session.asService(
    (sql) =>
      sql<{ value: Record<string, unknown> }[]>`select app.ask_rating(${aurora.id}, ${id}, ${at}) as value`,
  )
  return row!.value
}
let written = 0
const answers = (session: Session, body: string) =>
  receive(session, {
    provider_message_id: `RATE${(written += 1)}`,
    body,
    occurred_at: new Date(Date.now() + 5000 + written).toISOString(),
  })
const status = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql<{ status: string }[]>`
      select status from public.conversation_threads where tenant_id = ${aurora.id} and thread_key = ${threadKey}`,
  )
  return row!.status
}

/** Somebody wrote to a clinic that asks how it was. */
async function asking(session: Session, settings: object = {}): Promise<void> {
  await useAssistant(session)
  await save(session, { mode: 'off', asks_rating: true, ...settings })
  await haveConversation(session)
  await session.asPostgres(
    (sql) =>
      sql`update public.conversation_threads set last_inbound_at = now() where tenant_id = ${aurora.id}`,
  )
}
async function asked(session: Session): Promise<void> {
  await asking(session)
  await setStatus(session, 'finished')
  // moments of the test are of another day than its question
  await due(session)
  await session.asPostgres((sql) => sql`update public.ai_ratings set asked_at = now()`)
}

describe('a finished conversation', () => {
  it('is asked about once, with answers to press, where the clinic wants that', () =>
    db.rolledBack(async (session) => {
      await asking(session)
      await setStatus(session, 'finished')
      expect(await rows(session)).toMatchObject([{ state: 'waiting', is_of_assistant: false }])
      const sent = (await due(session)) as { message: { body: string; content: { choices: object[] } } }
      expect(sent.message.body).toContain('Como foi o seu atendimento')
      expect(sent.message.content.choices).toHaveLength(5)
      expect(await due(session)).toMatchObject({ duplicate: true })
      await setStatus(session, 'open')
      await setStatus(session, 'finished')
      expect(await rows(session)).toHaveLength(1)
    }))

  it('is not asked about where nobody switched it on', () =>
    db.rolledBack(async (session) => {
      await asking(session, { asks_rating: false })
      await setStatus(session, 'finished')
      await setStatus(session, 'open')
      await setStatus(session, 'finished')
      expect(await rows(session)).toEqual([])
    }))

  it('is left in peace when it goes on, when they opted out, and when it is switched off meanwhile', () =>
    db.rolledBack(async (session) => {
      await asking(session)
      await setStatus(session, 'finished')
      await setStatus(session, 'open')
      expect(await due(session)).toEqual({ skipped: 'reopened' })
      await setStatus(session, 'finished')
      await save(session, { mode: 'off', asks_rating: false })
      expect(await due(session)).toEqual({ skipped: 'switched_off' })
      await save(session, { mode: 'off', asks_rating: true })
      await setStatus(session, 'open')
      await setStatus(session, 'finished')
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_threads set blocked_at = now() where tenant_id = ${aurora.id}`,
      )
      expect(await due(session)).toEqual({ skipped: 'conversation_blocked' })
    }))

  it('waits for the morning', () =>
    db.rolledBack(async (session) => {
      await asking(session)
      await setStatus(session, 'finished')
      expect(await due(session, night)).toEqual({ skipped: 'later' })
      expect(await rows(session)).toMatchObject([{ state: 'waiting' }])
      const jobs = await session.asPostgres(
        (sql) => sql`select from app.jobs where kind = 'ask_rating' and run_at = '2026-11-30T11:00:00Z'`,
      )
      expect(jobs).toHaveLength(1)
    }))
})

describe('the answer', () => {
  it.each([
    ['5', 5],
    ['Muito ruim', 1],
    [' 4! ', 4],
  ])('%s is kept, and asks for no answer', (body, rating) =>
    db.rolledBack(async (session) => {
      await asked(session)
      await answers(session, body)
      expect(await rows(session)).toMatchObject([{ state: 'rated', rating }])
      await answers(session, '2')
      expect((await rows(session))[0]?.rating).toBe(rating)
    }),
  )

  it.each(['Foi ótimo, obrigada', '6', 'às 5 dá?'])('%s is a message like any other', (body) =>
    db.rolledBack(async (session) => {
      await asked(session)
      await answers(session, body)
      expect(await rows(session)).toMatchObject([{ state: 'asked', rating: null }])
      expect(await status(session)).toBe('open')
    }),
  )

  it('comes too late after a day', () =>
    db.rolledBack(async (session) => {
      await asked(session)
      await session.asPostgres(
        (sql) => sql`update public.ai_ratings set asked_at = now() - interval '2 days'`,
      )
      await answers(session, '5')
      expect(await rows(session)).toMatchObject([{ state: 'asked' }])
    }))

  it('leaves finished what it alone has opened', () =>
    db.rolledBack(async (session) => {
      await asked(session)
      await session.asPostgres((sql) => sql`delete from app.conversation_events`)
      await answers(session, '5')
      expect(await status(session)).toBe('finished')
    }))
})

describe('get_assistant_ratings', () => {
  const get = (session: Session, days = 30) => ask(session, 'get_assistant_ratings', { days }, leader)

  it('says who was rated how, and how each version did', () =>
    db.rolledBack(async (session) => {
      await asked(session)
      await answers(session, '4')
      expect(await get(session)).toMatchObject({
        asked: 1,
        all: { count: 1, average: 4, satisfied: 1 },
        people: [{ count: 1, average: 4 }],
        assistant: { count: 0, average: null },
        versions: [],
      })
      const [of] = await session.asService(
        (sql) => sql<{ value: object }[]>`
          select app.csat_of(${aurora.id}, now() - interval '1 day', ${crypto.randomUUID()}) as value`,
      )
      expect(of!.value).toEqual({ count: 0, average: null, satisfied: null })
    }))

  it('refuses a span that is none', () =>
    db.rolledBack(async (session) => {
      await useAssistant(session)
      await expectError(get(session, 0), 'PT400', 'invalid_filter')
    }))

  itIsForAssistantLeaders(db, (sql) => sql`select public.get_assistant_ratings(${aurora.id}, 30)`)
})
