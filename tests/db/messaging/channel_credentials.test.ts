import { describe, expect, it } from 'vitest'
import { aurora, horizonte, twilioAccounts } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'

const db = await createDatabase()

const credentials = async (session: Session, tenant: string, channel: string) => {
  const [row] = await session.asService(
    (sql) => sql`select app.channel_credentials(${tenant}, ${channel}) as answer`,
  )
  return row?.answer as unknown
}

const candidates = async (session: Session, sid: string) => {
  const [row] = await session.asService(
    (sql) => sql<{ answer: { tenant_id: string }[] }[]>`select app.twilio_candidates(${sid}) as answer`,
  )
  return row!.answer
}

describe('channel_credentials', () => {
  it('gives a function what it needs to speak to the provider, sealed', () =>
    db.rolledBack(async (session) => {
      expect(await credentials(session, aurora.id, aurora.evolution)).toMatchObject({
        provider: 'evolution',
        is_active: true,
        external_id: 'aurora',
        server_url: 'http://evolution.test',
        account_sid: null,
        credentials: { v: 1, kid: 'test' },
      })
    }))

  it('is empty for a channel of another clinic', () =>
    db.rolledBack(async (session) => {
      expect(await credentials(session, aurora.id, horizonte.evolution)).toBeNull()
    }))
})

describe('twilio_candidates', () => {
  it('names every clinic with the account, the active one first', () =>
    db.rolledBack(async (session) => {
      const { sid } = twilioAccounts.horizonte
      await session.asPostgres(
        (sql) => sql`update public.twilio_accounts set account_sid = ${sid} where true`,
      )
      expect((await candidates(session, sid)).map((one) => one.tenant_id)).toEqual([horizonte.id, aurora.id])
    }))

  it('is empty for an account nobody has', () =>
    db.rolledBack(async (session) => {
      expect(await candidates(session, 'ACnobody')).toEqual([])
    }))
})
