import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { aurora, horizonte, people, type Email } from '../support/cast.ts'
import { addCredits, deductCredits, refundCredits, topUp } from '../support/credits.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, mariana, message, twilioEvent } from '../support/events.ts'
import { expectRefusal, itIsForMembers } from '../support/guards.ts'
import { createOutbound } from '../support/outbox.ts'

const db = await createDatabase()

interface Query {
  as?: Email
  tenant?: string
  kinds?: string[] | null
  from?: string | null
  to?: string | null
  before?: number | null
  limit?: number
}

const list = (session: Session, query: Query = {}) => {
  const { as = 'supervisor@aurora.test', tenant = aurora.id, kinds = null, from = null, to = null } = query
  const { before = null, limit = 50 } = query
  return session.asUser(
    as,
    (sql) => sql`
      select * from public.list_credit_transactions(${tenant}, ${kinds}, ${from}, ${to}, ${before}, ${limit})`,
  )
}

describe('list_credit_transactions', () => {
  it('shows the movements, newest first, and goes on before the last one seen', () =>
    db.rolledBack(async (session) => {
      await deductCredits(session, 3, 'a')
      await refundCredits(session, 'a')
      await topUp(session, { credits: 5, note: 'Cortesia' })
      const rows = await list(session)
      expect(rows.map((row) => [row.kind, row.amount])).toEqual([
        ['topup_manual', 5],
        ['refund', 3],
        ['usage', -3],
        ['topup_manual', 1000],
      ])
      expect(rows[0]).toMatchObject({ note: 'Cortesia', admin_name: people['saas@zelo.test'].name })
      const page = await list(session, { before: rows[0]!.id as number, limit: 2 })
      expect(page.map((row) => row.kind)).toEqual(['refund', 'usage'])
      expect(await list(session, { kinds: ['usage', 'refund'] })).toHaveLength(2)
    }))

  it('does not show the address of whoever gave credits without having a name', () =>
    db.rolledBack(async (session) => {
      await topUp(session)
      await session.asPostgres(
        (sql) => sql`update public.profiles set full_name = '' where email = 'saas@zelo.test'`,
      )
      expect((await list(session))[0]).toMatchObject({ kind: 'topup_manual', admin_name: null })
    }))

  it('takes the end of time for no end', () =>
    db.rolledBack(async (session) => {
      const rows = await session.asUser(
        'dona@aurora.test',
        (sql) => sql`select from public.list_credit_transactions(${aurora.id}, p_to => date '5874897-12-31')`,
      )
      expect(rows).toHaveLength(1)
    }))

  it('shows the movements between two days of the clinic’s calendar', () =>
    db.rolledBack(async (session) => {
      const days = [
        ['2026-11-20T02:59:59Z', 'evening of the 19th'],
        ['2026-11-20T03:00:00Z', 'midnight of the 20th'],
        ['2026-11-21T02:59:59Z', 'evening of the 20th'],
        ['2026-11-21T03:00:00Z', 'midnight of the 21st'],
      ] as const
      for (const [at, reference] of days) {
        await addCredits(session, 1, reference, { note: reference })
        await session.asPostgres(
          (sql) =>
            sql`update public.whatsapp_credits_transactions set created_at = ${at} where reference = ${reference}`,
        )
      }
      const rows = await list(session, { from: '2026-11-20', to: '2026-11-20' })
      expect(rows.map((row) => row.note)).toEqual(['evening of the 20th', 'midnight of the 20th'])
    }))

  it('names the conversation of a message', () =>
    db.rolledBack(async (session) => {
      await ingest(
        session,
        twilioEvent([message({ provider_message_id: 'SM1', occurred_at: new Date().toISOString() })]),
      )
      await createOutbound(session, {
        as: 'recepcao@horizonte.test',
        tenant: horizonte.id,
        clientId: randomUUID(),
      })
      const [row] = await list(session, { as: 'admin@horizonte.test', tenant: horizonte.id })
      expect(row).toMatchObject({
        kind: 'usage',
        thread_key: `whatsapp:${mariana}`,
        contact_name: 'Mariana Lopes',
      })
    }))

  it.each(['terapeuta@aurora.test', 'recepcao@aurora.test'] as const)('refuses %s', (as) =>
    db.rolledBack((session) => expectRefusal(() => list(session, { as }), 'PT403', 'forbidden')),
  )

  itIsForMembers(db, (sql) => sql`select * from public.list_credit_transactions(${aurora.id})`)
})
