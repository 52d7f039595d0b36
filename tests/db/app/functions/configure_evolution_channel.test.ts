import { expect, it } from 'vitest'
import { aurora, horizonte, type Email } from '../../support/cast.ts'
import { createDatabase, type Session } from '../../support/database.ts'
import { evolutionEvent, ingest, message } from '../../support/events.ts'
import { expectError } from '../../support/expect-error.ts'

const db = await createDatabase()

const sealed = { v: 1, kid: 'k1', iv: 'aXY=', ct: 'Y3Q=' }
const server = 'https://evolution.example'

const configure = (session: Session, as: Email, tenant: string, instance = 'clinica', url = server) =>
  session.asUser(
    as,
    (sql) => sql`
      select app.configure_evolution_channel(${tenant}, ${instance}, ${url}, 'https://zelo.test/hook',
        ${'1'.repeat(64)}, ${'2'.repeat(64)}, ${sql.json(sealed)})`,
  )

const activeOf = (session: Session, tenant: string) =>
  session.asPostgres(
    (sql) => sql`select provider from public.notification_channels where tenant_id = ${tenant} and is_active`,
  )

it('refuses an instance that another clinic uses, and changes nothing', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await expectError(configure(session, 'admin@horizonte.test', horizonte.id), 'PT409', 'instance_in_use')
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'twilio' }])
  }))

it('accepts the clinic’s own instance again, and the same name on another server', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await configure(session, 'admin@aurora.test', aurora.id)
    await configure(session, 'admin@horizonte.test', horizonte.id, 'clinica', 'https://other.example')
    expect(await activeOf(session, horizonte.id)).toEqual([{ provider: 'evolution' }])
  }))

it('accepts an instance that another clinic gave up; its events go to the clinic that uses it now', () =>
  db.rolledBack(async (session) => {
    await configure(session, 'admin@aurora.test', aurora.id)
    await session.asUser(
      'admin@aurora.test',
      (sql) => sql`select app.deactivate_channel(${aurora.id}, ${aurora.evolution})`,
    )
    await configure(session, 'admin@horizonte.test', horizonte.id)
    const auth = { external_id: 'clinica', api_key_sha256: '1'.repeat(64), secret_sha256: null }
    const [result] = await ingest(session, evolutionEvent([message({ provider_message_id: 'A1' })], { auth }))
    expect(result).toMatchObject({ outcome: 'applied', tenant_id: horizonte.id })
  }))

it('lets one of two clinics have the instance that both want at once', async () => {
  const outcomes = await Promise.allSettled([
    configure(db, 'admin@aurora.test', aurora.id, 'disputada'),
    configure(db, 'admin@horizonte.test', horizonte.id, 'disputada'),
  ])
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
  expect(refused.map(({ reason }) => reason.message)).toEqual(['instance_in_use'])
})
