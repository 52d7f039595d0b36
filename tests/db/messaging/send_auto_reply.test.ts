import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { always, setAutoreply } from '../support/autoreply.ts'
import { receive } from '../support/events.ts'
import { jobsOf, messagesOf, only } from '../support/inbox.ts'
import { answer, change } from '../support/workspace.ts'

const db = await createDatabase()
const now = () => new Date().toISOString()
const hears = (session: Session, id: string, options: Record<string, unknown> = {}) =>
  receive(session, { provider_message_id: id, body: 'Oi, tem horário?', occurred_at: now(), ...options })

interface Job {
  kind: string
  payload: { id: string }
}
const waiting = async (session: Session) =>
  ((await jobsOf(session)) as unknown as Job[]).filter(({ kind }) => kind === 'auto_reply')
/** Runs the jobs of automatic answers, each under an id of its own as a worker does. */
async function work(session: Session): Promise<Record<string, unknown>[]> {
  const answers: Record<string, unknown>[] = []
  for (const { payload } of await waiting(session)) {
    const [row] = await session.asService(
      (sql) => sql<{ sent: Record<string, unknown> }[]>`
        select app.send_auto_reply(${aurora.id}, ${payload.id}, md5(${payload.id})::uuid) as sent`,
    )
    answers.push(row!.sent)
  }
  return answers
}
const sent = async (session: Session) =>
  (await messagesOf(session)).filter(({ origin }) => origin === 'automation')
const log = async (session: Session) =>
  (await answer<{ log: { outcome: string; reason: string | null }[] }>(session, 'get_autoreply')).log.map(
    ({ outcome, reason }) => reason ?? outcome,
  )

describe('an automatic answer', () => {
  it('is queued with the message that asks for it, once, and only where it is on', () =>
    db.rolledBack(async (session) => {
      await hears(session, 'A1')
      expect(await waiting(session)).toEqual([])
      await setAutoreply(session)
      await hears(session, 'A2')
      await hears(session, 'A2')
      expect(await waiting(session)).toHaveLength(1)
    }))

  it('says who answers and when, once for a message', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      expect(only(await work(session))).toMatchObject({ duplicate: false })
      expect(only(await work(session))).toEqual({ skipped: 'decided' })
      expect(only(await sent(session)).body).toMatch(
        /^Olá, Mariana! A .*Aurora.* responde assim que pudermos\.$/,
      )
      expect(await log(session)).toEqual(['sent'])
    }))

  it('waits between two answers in one conversation', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await work(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_messages set occurred_at = occurred_at - interval '10 minutes' where true`,
      )
      await hears(session, 'A2', { body: 'Alguém?' })
      await work(session)
      expect(await sent(session)).toHaveLength(1)
      expect(await log(session)).toContain('cooldown')
    }))

  it('does not talk to a machine that answers at once', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await work(session)
      await session.asPostgres(
        (sql) =>
          sql`update public.conversation_autoreply_log set decided_at = decided_at - interval '2 hours' where true`,
      )
      await hears(session, 'A2', { body: 'Sou um assistente virtual.' })
      await work(session)
      expect(await log(session)).toContain('looks_like_a_bot')
      expect(await sent(session)).toHaveLength(1)
    }))

  it.each([
    ['open', (session: Session) => setAutoreply(session, { business_hours: always })],
    ['off', (session: Session) => setAutoreply(session, { is_on: false })],
    ['opted_out', (session: Session) => change(session, 'set_conversation_opt_out', { p_opted_out: true })],
    [
      'answered',
      (session: Session) =>
        hears(session, 'B1', {
          from_me: true,
          body: 'Oi! Tem sim.',
          occurred_at: new Date(Date.now() + 1000).toISOString(),
        }),
    ],
    [
      'too_late',
      (session: Session) =>
        session.asPostgres(
          (sql) =>
            sql`update public.conversation_messages set occurred_at = occurred_at - interval '40 minutes' where true`,
        ),
    ],
  ] as [string, (session: Session) => Promise<unknown>][])('is not given when %s', (reason, scene) =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1')
      await scene(session)
      await work(session)
      expect(await sent(session)).toEqual([])
      expect(await log(session)).toEqual([reason])
    }),
  )

  it('is no answer to a word that opts out', () =>
    db.rolledBack(async (session) => {
      await setAutoreply(session)
      await hears(session, 'A1', { body: 'SAIR' })
      expect(await waiting(session)).toEqual([])
    }))

  it('follows the hours of the therapists where the clinic wants that', () =>
    db.rolledBack(async (session) => {
      const state = await setAutoreply(session, { mode: 'agenda' })
      // no therapist has hours yet
      expect(state.now).toMatchObject({ replies: true })
      await session.asPostgres(
        (sql) => sql`
          insert into public.working_hours (tenant_id, therapist_id, weekday, from_time, until_time)
          select t.tenant_id, t.user_id, d, '00:00', '24:00' from public.therapists t,
            unnest(array['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']) d where t.tenant_id = ${aurora.id}`,
      )
      const [{ therapists } = { therapists: 0 }] = await session.asPostgres(
        (sql) => sql<{ therapists: number }[]>`
          select count(*)::int as therapists from public.therapists where tenant_id = ${aurora.id} and is_active`,
      )
      if (therapists > 0) {
        expect((await setAutoreply(session, { mode: 'agenda' })).now).toMatchObject({
          replies: false,
          reason: 'open',
        })
      }
    }))
})
