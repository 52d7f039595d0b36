import { expect, it } from 'vitest'
import { aurora, horizonte, twilioAccounts, type Email } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { expectError } from '../../support/expect-error.ts'

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
