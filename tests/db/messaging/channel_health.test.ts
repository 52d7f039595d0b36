import { describe, expect, it } from 'vitest'
import { aurora } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { itIsForMembers } from '../support/guards.ts'
import { completeSend, createOutbound, openConversation, type Outcome } from '../support/outbox.ts'

const db = await createDatabase()

async function health(session: Session): Promise<{ state: string; provider: string; failures: number }> {
  const [row] = await session.asUser(
    'recepcao@aurora.test',
    (sql) => sql`select public.channel_health(${aurora.id}) as health`,
  )
  return row!.health
}

/** One message to a patient of its own, and what the provider said to it. */
async function send(session: Session, n: number, outcome: Outcome, more = {}) {
  const phone = `+55119000010${String(n).padStart(2, '0')}`
  await openConversation(session, phone)
  const { lease } = await createOutbound(session, { key: `whatsapp:${phone}` })
  await completeSend(session, lease!, outcome, more)
}

describe('channel_health', () => {
  it('is well until several sends meet an error of the provider', () =>
    db.rolledBack(async (session) => {
      await send(session, 1, 'temporary', { code: 'http_503' })
      await send(session, 2, 'unknown')
      expect(await health(session)).toMatchObject({ state: 'ok', provider: 'evolution' })
      await send(session, 3, 'permanent', { code: 'provider_auth_failed' })
      expect(await health(session)).toMatchObject({ state: 'failing', failures: 3 })
    }))

  it('is well again when a later one went out', () =>
    db.rolledBack(async (session) => {
      for (const n of [1, 2, 3]) await send(session, n, 'temporary', { code: 'http_503' })
      await session.asPostgres(
        (sql) => sql`update app.jobs set tried_since = now() - interval '1 minute' where true`,
      )
      await send(session, 4, 'sent', { id: 'P4' })
      expect((await health(session)).state).toBe('ok')
    }))

  it('does not take wrong numbers for a failing provider', () =>
    db.rolledBack(async (session) => {
      for (const n of [1, 2, 3, 4]) await send(session, n, 'permanent', { code: 'number_not_on_whatsapp' })
      expect((await health(session)).state).toBe('ok')
    }))

  it.each([
    ['close', 'disconnected'],
    ['connecting', 'connecting'],
  ])('tells a channel that is %s', (state, told) =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set connection_state = ${state} where is_active`,
      )
      expect((await health(session)).state).toBe(told)
    }),
  )

  it('tells a clinic without a channel', () =>
    db.rolledBack(async (session) => {
      await session.asPostgres(
        (sql) => sql`update public.notification_channels set is_active = false where true`,
      )
      expect((await health(session)).state).toBe('none')
    }))

  itIsForMembers(db, (sql) => sql`select public.channel_health(${aurora.id})`)
})
