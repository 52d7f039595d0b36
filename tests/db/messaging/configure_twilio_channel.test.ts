import { expect, it } from 'vitest'
import { aurora, horizonte, twilioAccounts, type Email } from '../support/cast.ts'
import { createDatabase, type Session } from '../support/database.ts'
import { ingest, twilioEvent } from '../support/events.ts'
import { expectError } from '../support/expect-error.ts'

const db = await createDatabase()

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }

const configure = (
  session: Session,
  as: Email,
  tenant: string,
  { sid, phone }: { sid: string; phone: string } = twilioAccounts.horizonte,
) =>
  session.asUser(
    as,
    (sql) => sql`select app.configure_twilio_channel(${tenant}, ${sid}, ${phone}, null, ${sql.json(sealed)})`,
  )

const activeOf = (session: Session, tenant: string) =>
  session.asPostgres(
    (sql) => sql`select provider from public.notification_channels where tenant_id = ${tenant} and is_active`,
  )

it('refuses a sender that another clinic uses, and changes nothing', () =>
  db.rolledBack(async (session) => {
    await expectError(configure(session, 'admin@aurora.test', aurora.id), 'PT409', 'sender_in_use')
    expect(await activeOf(session, aurora.id)).toEqual([{ provider: 'evolution' }])
  }))

it('accepts the clinic’s own sender again, and another sender of the same account', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@horizonte.test', horizonte.id)
    await configure(session, 'admin@aurora.test', aurora.id, {
      ...twilioAccounts.horizonte,
      phone: '+14155230009',
    })
    expect(await activeOf(session, aurora.id)).toEqual([{ provider: 'twilio' }])
  }))

it('accepts the trial number that Twilio lends to every account', () =>
  db.rolledBack(async (session) => {
    const trial = '+14155238886'
    await configure(session, 'admin@horizonte.test', horizonte.id, {
      ...twilioAccounts.horizonte,
      phone: trial,
    })
    await configure(session, 'admin@aurora.test', aurora.id, { ...twilioAccounts.aurora, phone: trial })
    expect(await activeOf(session, aurora.id)).toEqual([{ provider: 'twilio' }])
  }))

it('accepts a sender that another clinic gave up', () =>
  db.rolledBack(async (session) => {
    await session.asUser(
      'admin@horizonte.test',
      (sql) => sql`select app.deactivate_channel(${horizonte.id}, ${horizonte.twilio})`,
    )
    await configure(session, 'admin@aurora.test', aurora.id)
    expect(await activeOf(session, aurora.id)).toEqual([{ provider: 'twilio' }])
  }))

it('lets one of two clinics have the sender that both want at once', async () => {
  const wanted = { sid: `AC${'d'.repeat(32)}`, phone: '+14155230010' }
  const outcomes = await Promise.allSettled([
    configure(db, 'admin@aurora.test', aurora.id, wanted),
    configure(db, 'admin@horizonte.test', horizonte.id, wanted),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => reason.message)).toEqual(['sender_in_use'])
})

const stateOf = async (session: Session) => {
  const [row] = await session.asPostgres(
    (sql) => sql`select c.connection_state, a.verified_at is not null as verified
      from public.notification_channels c join public.twilio_accounts a on a.channel_id = c.id
      where c.id = ${aurora.twilio}`,
  )
  return row
}

it('is connected only when the account has signed a webhook, and again for another number', () =>
  db.rolledBack(async (session) => {
    const mine = { sid: twilioAccounts.aurora.sid, phone: '+14155230010' }
    await configure(session, 'admin@aurora.test', aurora.id, mine)
    expect(await stateOf(session)).toEqual({ connection_state: 'connecting', verified: false })

    await ingest(session, twilioEvent([], { clinic: 'aurora' }))
    expect(await stateOf(session)).toEqual({ connection_state: 'open', verified: true })
    const told = await session.asPostgres(
      (sql) => sql`select payload from realtime.messages where event = 'channel'`,
    )
    expect(JSON.stringify(told)).toContain('"connection_state":"open"')

    await configure(session, 'admin@aurora.test', aurora.id, mine)
    expect(await stateOf(session)).toEqual({ connection_state: 'open', verified: true })
    await configure(session, 'admin@aurora.test', aurora.id, { ...mine, phone: '+14155230011' })
    expect(await stateOf(session)).toEqual({ connection_state: 'connecting', verified: false })
  }))
